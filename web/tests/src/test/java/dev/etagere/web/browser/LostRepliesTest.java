package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript client where replies do not arrive. */
@ExtendWith(Chromium.class)
final class LostRepliesTest {

  @Test
  void aReplyThatIsLostOnPurposeNeitherDoublesNorLosesAWrite(Browser browser) {
    AtomicInteger sent = new AtomicInteger();
    try (Site site = Site.open();
        ClientPage page = new ClientPage(browser, site.origin())) {
      site.put("", "/counters/hits", "{\"n\":0}");
      page.page().route("**/counters/hits", route -> loseEveryFourthReply(route, sent));
      page.run(
          """
          const work = async () => {
            const mine = new Client({ patience: { pauseMilliseconds: 5, attempts: 20 } });
            for (let i = 0; i < 10; i++) {
              await mine.update("/counters/hits", ({ n }) => ({ n: n + 1 }), { attempts: 1000 });
            }
          };
          await Promise.all([work(), work(), work()]);
          """);
      assertThat(sent.get()).isGreaterThan(30);
      assertThat(site.get("", "/counters/hits")).isEqualTo("{\"n\":30}");
      assertThat(site.etag("", "/counters/hits")).startsWith("\"31.");
    }
  }

  /**
   * The server gets every request; of those that write, every fourth reply does not arrive. With
   * three writers, who take turns, that is never always the same one's.
   */
  private static void loseEveryFourthReply(Route route, AtomicInteger sent) {
    if (route.request().method().equals("PUT") && sent.incrementAndGet() % 4 == 0) {
      route.fetch();
      route.abort();
    } else {
      route.resume();
    }
  }
}
