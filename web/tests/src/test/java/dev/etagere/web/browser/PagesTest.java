package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the pages of the console do for everybody, also on small screens and while the server is
 * away.
 */
@ExtendWith(Chromium.class)
final class PagesTest {

  private static final String PATH = "/catalog/espresso-machine";

  private Site site;
  private BrowserContext context;
  private Tab tab;

  @BeforeEach
  void open(Browser browser) {
    site = Site.withTokens();
    context =
        browser.newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    tab = new Tab(context, site);
  }

  @AfterEach
  void close() {
    assertThat(tab.messages()).isEmpty();
    context.close();
    site.close();
  }

  /** 1280 by 800 at 200 % is 640 by 400; 320 is the narrowest of WCAG's reflow. */
  @Test
  void nothingIsCutOffOnANarrowScreenOrAtTwiceTheSize() {
    tab.signIn("Ada");
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(Espresso.YOURS);
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.save();
    tab.reads("Three fields need you.");
    for (int[] size : new int[][] {{640, 400}, {320, 720}}) {
      tab.page().setViewportSize(size[0], size[1]);
      assertThat(tab.width()).isLessThanOrEqualTo(size[0]);
      // What the header half covers after scrolling counts as too small to hit.
      tab.page().evaluate("() => scrollTo(0, 0)");
      assertThat(tab.violations()).isEmpty();
      tab.choose("amount", size[0] == 640 ? "Mira’s" : "Yours");
      tab.button("Save merged version").click();
      tab.says("Decide this one first.");
      assertThat(tab.card("description").locator("input").first()).isInViewport();
    }
  }

  @Test
  void whileTheServerIsAwayNothingIsLost() {
    tab.signIn("Ada");
    site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH);
    assertThat(tab.page().locator(".feed")).hasText("live");
    site.stop();
    assertThat(tab.page().locator(".feed")).hasText("no connection");
    tab.write(Espresso.YOURS).save();
    tab.says("The server does not answer. Your draft is kept in this browser.");
    site.startAgain();
    assertThat(tab.page().locator(".feed")).hasText("live");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).isEqualTo(Espresso.YOURS);
  }

  @Test
  void anOldVersionIsBroughtBack() {
    tab.signIn("Ada");
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.go("#/history" + PATH).says("From version 1 to version 2");
    tab.says("6 places differ.");
    tab.button("Restore version 1").click();
    tab.says("Version 1 is back, as a new version.");
    assertThat(site.etag("Ada", PATH)).startsWith("\"3.");
    assertThat(site.get("Ada", PATH)).contains("\"draft\"", "kaffa");
  }

  @Test
  void aTokenThatIsNotKnownIsSaid() {
    tab.go("");
    tab.page().getByLabel("Token").fill("nobody");
    tab.button("Sign in").click();
    tab.says("The server does not know this token.");
    assertThat(tab.page().url()).doesNotContain("nobody");
  }

  @Test
  void activityTellsWhatCameOfARefusal() {
    tab.signIn("Ada");
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(Espresso.YOURS);
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.save();
    tab.reads("Three fields need you.");
    tab.go("#/activity").says("not saved since");
    tab.go("#/conflict" + PATH);
    tab.button("Yours").click();
    tab.save();
    tab.says("Saved.");
    tab.go("#/activity").says("saved later as v3");
  }
}
