package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript client against an API that knows entity tags and nothing else. */
@ExtendWith(Chromium.class)
final class ForeignApiTest {

  private static final String ORIGIN = "http://api.test";

  private ClientPage page;
  private String tag = "\"a\"";
  private String body = "{\"n\":1}";
  private boolean losesReplies;

  @BeforeEach
  void open(Browser browser) {
    page = new ClientPage(browser, ORIGIN);
    page.page().route(ORIGIN + "/things/1", this::answer);
  }

  @AfterEach
  void close() {
    page.close();
  }

  private void answer(Route route) {
    Request request = route.request();
    if (request.method().equals("GET")) {
      fulfill(route, 200, body);
    } else if (!tag.equals(request.headers().get("if-match"))) {
      fulfill(route, 412, "");
    } else {
      body = request.postData();
      tag = "\"" + tag.replace("\"", "") + "b\"";
      if (losesReplies) {
        losesReplies = false;
        route.abort();
      } else {
        fulfill(route, 200, "");
      }
    }
  }

  private void fulfill(Route route, int status, String content) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    Optional.of(tag).filter(value -> !value.isEmpty()).ifPresent(v -> headers.put("ETag", v));
    route.fulfill(new FulfillOptions().setStatus(status).setHeaders(headers).setBody(content));
  }

  @Test
  void savesOverTheVersionThatWasRead() {
    page.run(
        """
        const mine = new Client();
        const first = await mine.read("/things/1");
        const second = await mine.save(first.edit({ n: 2 }));
        await mine.save(second.edit({ n: 3 }));
        """);
    assertThat(body).isEqualTo("{\"n\":3}");
    assertThat(tag).isEqualTo("\"abb\"");
  }

  @Test
  void aConflictBringsWhatStandsThereNow() {
    Object conflict =
        page.run(
            """
            const mine = new Client();
            const first = await mine.read("/things/1");
            await new Client().update("/things/1", () => ({ n: 5 }));
            const conflict = await mine.save(first.edit({ n: 2 })).catch((cause) => cause);
            await mine.save(conflict.resolve({ document: { n: 7 } }));
            return [conflict.base.value.n, conflict.current.value.n, conflict.yours.n, conflict.merge ?? "no merge", conflict.uncertain];
            """);
    assertThat(conflict).isEqualTo(List.of(1, 5, 2, "no merge", false));
    assertThat(body).isEqualTo("{\"n\":7}");
  }

  @Test
  void aRepetitionThatIsRefusedMayHaveBeenCarriedOutAndIsLeftToTheCaller() {
    losesReplies = true;
    Object outcome =
        page.run(
            """
            const mine = new Client({ patience: { pauseMilliseconds: 1 } });
            return mine.update("/things/1", ({ n }) => ({ n: n + 1 })).then(() => "saved", (conflict) => [conflict.name, conflict.uncertain]);
            """);
    assertThat(outcome).isEqualTo(List.of("Conflict", true));
    assertThat(body).isEqualTo("{\"n\":2}");
  }

  @Test
  void withoutAStrongTagNothingIsSavedUnlessOverwritingIsSaid() {
    for (String weakOrNone : List.of("W/\"a\"", "")) {
      tag = weakOrNone;
      Object outcome =
          page.run(
              """
              const mine = new Client();
              const document = await mine.read("/things/1");
              return mine.save(document.edit({ n: 2 })).then(() => "saved", (cause) => cause.name);
              """);
      assertThat(outcome).isEqualTo("Unguarded");
    }
    assertThat(body).isEqualTo("{\"n\":1}");
  }
}
