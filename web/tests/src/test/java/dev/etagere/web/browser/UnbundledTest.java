package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.etagere.web.ConsoleAssets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console as it is where no bundler was at hand: the modules one by one. */
@ExtendWith(Chromium.class)
final class UnbundledTest {

  private static final Path FILES = Path.of("../target/unbundled/console");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  @Test
  void itRunsAndEditsAllTheSame(Browser browser) {
    try (Site site = Site.open();
        BrowserContext context = browser.newContext()) {
      site.put("", "/notes/1", "{\"text\": \"first\"}");
      Tab tab = new Tab(context, site);
      tab.page().route("**/-/console/**", UnbundledTest::serve);
      tab.open("/notes/1").write("{\"text\": \"second\"}").save();
      tab.says("Saved.");
      assertThat(tab.page().locator("h1")).hasText("1");
      assertThat(site.get("", "/notes/1")).isEqualTo("{\"text\": \"second\"}");
      assertThat(tab.messages()).isEmpty();
    }
  }

  private static void serve(Route route) {
    String path = route.request().url().replaceAll(".*/-/console/|#.*", "");
    String file = path.isEmpty() ? "index.html" : path;
    route.fulfill(
        new FulfillOptions()
            .setPath(FILES.resolve(file))
            .setHeaders(Map.of("Content-Security-Policy", ConsoleAssets.CONTENT_SECURITY_POLICY))
            .setContentType(TYPES.get(file.substring(file.lastIndexOf('.') + 1))));
  }
}
