package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of what happens, where much happens. */
@ExtendWith(Chromium.class)
final class ActivityTest {

  private static final int MOST = 20_000;
  private static final int AT_ONCE = 200;

  @Test
  void keepsNoMoreThanTwentyThousandChangesHoweverLongItStaysOpen(Browser browser) {
    try (Site site = Site.withTokens();
        BrowserContext context = browser.newContext()) {
      Tab tab = new Tab(context, site).signIn("Ada");
      assertThat(tab.page().locator(".feed")).hasText("live");
      write(site, 0, MOST - AT_ONCE);
      tab.go("#/activity").says("Written lately");
      writes(tab, MOST - AT_ONCE);
      write(site, MOST - AT_ONCE, MOST + 5 * AT_ONCE);
      assertThat(newest(tab)).hasText("/load/" + (MOST + 5 * AT_ONCE - 1));
      writes(tab, MOST);
      tab.says("only the newest 20,000 changes are counted");
      tab.page().reload();
      writes(tab, MOST);
      tab.says("only the newest 20,000 changes are counted");
      assertThat(tab.messages()).isEmpty();
    }
  }

  private static Locator newest(Tab tab) {
    return tab.page().locator("section[aria-labelledby=written] tbody a").first();
  }

  private static void writes(Tab tab, int count) {
    assertThat(tab.page().locator(".figure-card dd").first()).hasText(Integer.toString(count));
  }

  private static void write(Site site, int from, int to) {
    for (int start = from; start < to; start += AT_ONCE) {
      String operations =
          IntStream.range(start, start + AT_ONCE)
              .mapToObj(i ->
                  """
                  {"method": "PUT", "path": "/load/%d", "content_type": "application/json", "body": {}}\
                  """
                      .formatted(i))
              .collect(Collectors.joining(","));
      site.post("Jonas", "/-/batch", "{\"operations\": [" + operations + "]}");
    }
  }
}
