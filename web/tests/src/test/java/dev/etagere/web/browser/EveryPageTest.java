package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page fits its screen, wide, medium, at twice the size and narrow, and breaks no rule of
 * accessibility, light or dark: with long names, with nothing to show, and when something went
 * wrong. The rules are checked on the wide page, and in the dark those of colour alone, which is
 * all that is another there; {@link EveryPageAtEverySizeTest} checks all of them everywhere. Where
 * the property {@code etagere.pictures} names a folder, pictures of all are put there.
 */
@ExtendWith(Chromium.class)
class EveryPageTest {

  private static final int WIDE = 1440;
  private static final int HIGH = 900;

  /** 1280 by 800 at 200 % is 640 by 400; 320 is the narrowest of WCAG's reflow. */
  private static final int[][] SIZES = {
    {WIDE, HIGH}, {900, HIGH}, {640, 400}, {360, 780}, {320, 720}
  };

  private static final String PATH = "/catalog/espresso-machine";
  private static final String STORY = "/catalog/spring/notes.md";
  private static final String LONG =
      "/catalog/a-name-that-somebody-thought-would-never-be-too-long-for-any-screen-"
          + "because-it-was-made-by-a-program-0123456789abcdef0123456789abcdef";
  private static final String DRAWING =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 120">
        <rect width="240" height="120" fill="#c9d6ea" /><circle cx="120" cy="60" r="40" fill="#3257a8" />
      </svg>
      """;

  private final List<String> found = new ArrayList<>();
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
    assertThat(found).isEmpty();
    assertThat(tab.messages()).isEmpty();
    context.close();
    site.close();
  }

  @Test
  void whoArrives() {
    tab.go("").reads("Sign in");
    look("sign-in");
    tab.page().getByLabel("Token").fill("nobody");
    tab.button("Sign in").click();
    tab.says("The server does not know this token.");
    look("sign-in-refused");
    tab.signIn("Ada");
    tab.says("Nothing is here yet.");
    look("browse-empty");
    tab.go("#/activity").says("Nothing was written yet.");
    look("activity-empty");
    tab.button("Keys").click();
    look("keys");
  }

  @Test
  void whatIsStored() {
    tab.signIn("Ada");
    site.put("Jonas", LONG, "{\"long\": \"" + "word".repeat(60) + "\"}");
    site.put("Jonas", STORY, "# Notes\n\nSome text.\n");
    site.put("Jonas", "/catalog/logo.svg", DRAWING);
    site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.go("#/browse/").says("catalog");
    look("browse-root");
    tab.go("#/browse/catalog/").says("espresso-machine");
    look("browse");
    tab.open(PATH).says("v1");
    look("resource");
    tab.write("{\"name\": \"Aurora\",\n  \"stock\": }").save();
    tab.says("line 2");
    look("resource-no-json");
    tab.open(LONG).says("v1");
    look("resource-long");
    tab.open(STORY).says("text/markdown");
    look("text");
    tab.go("#/resource/catalog/logo.svg").says("image/svg+xml");
    look("bytes");
    tab.button("Delete").click();
    tab.says("Its history is kept");
    look("delete");
    tab.open("/catalog/grinder").says("Not there yet");
    look("new");
    tab.go("#/rules/catalog/").says("No rules of its own yet");
    look("rules");
    tab.go("#/history/catalog/nothing").says("There is no resource at this path.");
    look("history-nothing");
  }

  @Test
  void whereTwoEditsMeet() {
    tab.signIn("Ada");
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(Espresso.YOURS);
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.says("Mira saved version 2");
    look("resource-stale");
    tab.save();
    tab.reads("Three fields need you.");
    look("conflict");
    tab.choose("amount", "Yours");
    tab.card("description").getByText("Write something else").click();
    tab.save();
    tab.says("Decide this one first.");
    look("conflict-early");
    tab.button("Whole document").click();
    look("whole");
    tab.button("Decide").click();
    tab.button("Mira’s").click();
    tab.reads("All decided.");
    look("conflict-decided");
    tab.button("Edit as JSON").click();
    tab.editor().waitFor();
    look("conflict-by-hand");
    tab.button("Back to the decisions").click();
    tab.save();
    tab.says("Saved.");
    look("resource-saved");
    tab.go("#/history" + PATH).says("From version");
    look("history");
    tab.go("#/activity").says("Refused lately");
    look("activity");
  }

  @Test
  void otherConflicts() {
    tab.signIn("Ada");
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(Espresso.YOURS);
    site.delete("Mira", PATH, etag);
    tab.save();
    tab.reads("Mira deleted this while you were writing.");
    look("conflict-deleted");
    tab.open("/catalog/grinder").write("{\"name\": \"Lyra\", \"stock\": 1}");
    site.put("Mira", "/catalog/grinder", "{\"name\": \"Lyra\", \"stock\": 2}");
    tab.save();
    tab.reads("Mira created this first.");
    look("conflict-created");
    String first = site.put("Jonas", STORY, "# One\n\nfirst\n\nmiddle\n\nlast\n");
    tab.open(STORY).write("# One\n\nfirst by Ada\n\nmiddle\n\nlast by Ada\n");
    site.put("Mira", STORY, "# Two\n\nfirst by Mira\n\nmiddle\n\nlast\n", "If-Match", first);
    tab.save();
    tab.reads("Mira saved first.");
    look("conflict-text");
    site.stop();
    assertThat(tab.page().locator(".feed")).hasText("no connection");
    tab.button("Yours").click();
    tab.save();
    tab.says("The server does not answer.");
    look("conflict-away");
    site.startAgain();
  }

  private void look(String name) {
    tab.page().mouse().move(0, 0);
    for (int[] size : SIZES) {
      tab.page().setViewportSize(size[0], size[1]);
      int needed = tab.width();
      if (needed > size[0]) {
        found.add("%s needs %d of %d".formatted(name, needed, size[0]));
      }
      picture("%s-%d".formatted(name, size[0]));
      checkFitting(name + " at " + size[0]);
    }
    tab.page().setViewportSize(WIDE, HIGH);
    in(ColorScheme.LIGHT);
    note(name, tab.violations());
    in(ColorScheme.DARK);
    note(name + " in the dark", tab.violationsOfColour());
  }

  /** Checks more of a page that is shown at one of the sizes. */
  void checkFitting(String name) {}

  /** Where a page breaks rules. */
  final void note(String where, List<String> violations) {
    violations.forEach(rule -> found.add(where + ": " + rule));
  }

  final Tab tab() {
    return tab;
  }

  final void in(ColorScheme scheme) {
    tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  private void picture(String name) {
    String folder = System.getProperty("etagere.pictures");
    if (folder == null) {
      return;
    }
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      in(scheme);
      Path file = Path.of(folder, name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
      tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
