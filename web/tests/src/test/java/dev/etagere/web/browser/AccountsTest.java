package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the JavaScript client knows for one account, it knows for no other. */
@ExtendWith(Chromium.class)
final class AccountsTest {

  private final List<Request> requests = new ArrayList<>();
  private Site site;
  private ClientPage page;

  @BeforeEach
  void open(Browser browser) {
    site = Site.withTokens();
    site.put("Ada", "/notes/1", "{\"text\":\"first\"}");
    page = new ClientPage(browser, site.origin());
    page.page().onRequest(requests::add);
  }

  @AfterEach
  void close() {
    page.close();
    site.close();
  }

  /** Who read, and whether with a tag. */
  private List<String> reads() {
    return requests.stream()
        .filter(request -> request.method().equals("GET"))
        .map(AccountsTest::described)
        .toList();
  }

  private static String described(Request request) {
    Map<String, String> fields = request.headers();
    String who = fields.getOrDefault("authorization", "nobody").replace("Bearer ", "");
    return who + (fields.containsKey("if-none-match") ? " with a tag" : " without a tag");
  }

  @Test
  void twoAccountsInOnePageNeverShareATag() {
    Object refused =
        page.run(
            """
            const mira = new Client({ account: "Mira", authorization: () => "Bearer Mira" });
            const jonas = new Client({ account: "Jonas", authorization: () => "Bearer Jonas" });
            const hers = await mira.read("/notes/1");
            const his = await jonas.read("/notes/1");
            const crossed = await jonas.save(hers.edit({ text: "hers, by him" })).then(() => "saved", (cause) => cause.name);
            await jonas.save(his.edit({ text: "his" }));
            await mira.read("/notes/1");
            return crossed;
            """);
    assertThat(refused).isEqualTo("TypeError");
    assertThat(reads())
        .containsExactly("Mira without a tag", "Jonas without a tag", "Mira with a tag");
    assertThat(site.get("Ada", "/notes/1")).isEqualTo("{\"text\":\"his\"}");
  }

  @Test
  void whoSignsInAnewStartsWithoutAnyTag() {
    Object refused =
        page.run(
            """
            const mine = new Client({ account: "Mira", authorization: () => "Bearer Mira" });
            const before = await mine.read("/notes/1");
            await mine.read("/notes/1");
            mine.signIn({ account: "Jonas", authorization: () => "Bearer Jonas" });
            await mine.read("/notes/1");
            return mine.save(before.edit({})).then(() => "saved", (cause) => cause.name);
            """);
    assertThat(refused).isEqualTo("TypeError");
    assertThat(reads())
        .containsExactly("Mira without a tag", "Mira with a tag", "Jonas without a tag");
  }
}
