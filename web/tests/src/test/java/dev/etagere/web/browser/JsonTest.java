package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client's own reading and writing of JSON, which keeps what {@code JSON.parse} loses. */
@ExtendWith(Chromium.class)
final class JsonTest {

  private ClientPage page;

  @BeforeEach
  void open(Browser browser) {
    page = new ClientPage(browser, "http://json.test");
  }

  @AfterEach
  void close() {
    page.close();
  }

  private Object roundTrip(String json) {
    return page.page().evaluate("text => etagere.stringify(etagere.parse(text))", json);
  }

  @Test
  void digitsAndTheOrderOfMembersAreKept() {
    String exact = "{\"b\":1.10,\"2\":9007199254740993,\"1\":1e400,\"__proto__\":-0}";
    assertThat(roundTrip(exact)).isEqualTo(exact);
  }

  @Test
  void aMemberThatIsThereTwiceIsRefusedWithItsPlace() {
    Object message =
        page.page()
            .evaluate(
                "() => { try { etagere.parse('{\"a\":1,\\n \"a\":2}'); } catch (mistake) { return mistake.message; } }");
    assertThat(message).isEqualTo("The member \"a\" is here twice (line 2, column 2)");
  }

  @Test
  void numbersAreEqualByValue() {
    Object equal =
        page.page()
            .evaluate(
                """
                () => [["1", "1.0"], ["1e0", "1"], ["100", "1e2"], ["-0", "0"], ["9007199254740992", "9007199254740993"], ["1e400", "10e399"]]
                  .map(([a, b]) => etagere.equal(etagere.parse(a), etagere.parse(b)))
                """);
    assertThat(equal).isEqualTo(List.of(true, true, true, true, false, true));
  }

  @Test
  void theTableOfTextsIsReadAsTheServerReadsIt() throws IOException {
    Object wrong =
        page.page()
            .evaluate(
                """
                (table) => {
                  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
                  const accepts = (base64) => {
                    try {
                      etagere.parse(decoder.decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))));
                      return "accept";
                    } catch {
                      return "reject";
                    }
                  };
                  // The suite leaves members that are there twice to the reader; Etagere refuses them.
                  const expected = ({ id, verdict }) => (id.includes("duplicated_key") ? "reject" : verdict);
                  return JSON.parse(table).cases
                    .filter((one) => expected(one) !== "either" && expected(one) !== accepts(one.base64))
                    .map(({ id }) => id);
                }
                """,
                Cases.table("json-text"));
    assertThat(wrong).isEqualTo(List.of());
  }
}
