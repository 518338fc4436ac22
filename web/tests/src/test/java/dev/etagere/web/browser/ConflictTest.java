package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two edits meet: the stories of the conflict page. */
@ExtendWith(Chromium.class)
final class ConflictTest {

  private static final String PATH = "/catalog/espresso-machine";

  private Site site;
  private BrowserContext context;
  private Tab tab;

  @BeforeEach
  void open(Browser browser) {
    site = Site.withTokens();
    context = browser.newContext();
    tab = new Tab(context, site).signIn("Ada");
  }

  @AfterEach
  void close() {
    assertThat(tab.messages()).isEmpty();
    context.close();
    site.close();
  }

  /** Ada writes while Mira saves, and then saves herself. */
  private void meet(String theirs, String yours) {
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(yours);
    site.put("Mira", PATH, theirs, "If-Match", etag);
    tab.save();
  }

  private void decideAll() {
    tab.choose("amount", "Mira’s");
    tab.choose("description", "Both edits together");
    tab.choose("kaffa", "Yours");
  }

  @Test
  void whoSavesSecondDecidesAndBothEditsAreInTheHistory() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.reads("Mira saved first. Three fields need you.");
    assertThat(tab.page().locator("input:checked:not([role=switch])")).hasCount(0);
    decideAll();
    tab.reads("All decided. Ready to save.");
    tab.save();
    tab.says("Saved. Both edits are in the history.");
    assertThat(site.get("Ada", PATH))
        .contains("\"published\"", "599", "dual-boiler", "30 seconds", "evenly and quietly")
        .contains("\"leadDays\": 10", "\"leadDays\": 18", "\"stock\": 38");
    tab.go("#/history" + PATH);
    assertThat(tab.page().locator("tbody tr th")).containsText(new String[] {"v3", "v2", "v1"});
    assertThat(tab.page().locator("table.list")).containsText("Mira");
  }

  @Test
  void aStaleTabIsToldBeforeItSaves() {
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH);
    assertThat(tab.page().locator(".feed")).hasText("live");
    tab.write(Espresso.YOURS);
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.says("Mira saved version 2 while you were writing. Your draft is safe.");
    tab.button("See both").click();
    tab.reads("Mira saved first. Three fields need you.");
  }

  @Test
  void savedTooEarlyItGoesToTheFirstOpenConflict() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.choose("amount", "Yours");
    tab.save();
    tab.says("Decide this one first.");
    assertThat(tab.card("description").locator("input").first()).isFocused();
    assertThat(site.get("Ada", PATH)).isEqualTo(Espresso.THEIRS);
  }

  @Test
  void aSecondRefusalKeepsWhatStillHoldsAndMarksWhatIsNew() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.reads("Three fields need you.");
    decideAll();
    tab.reads("All decided.");
    site.put(
        "Jonas", PATH, Espresso.THEIRS.replace("599", "579"), "If-Match", site.etag("Jonas", PATH));
    tab.reads("Jonas saved first. One field needs you.");
    assertThat(tab.card("amount")).containsText("new");
    assertThat(tab.card("description").locator(".of-both input")).isChecked();
    assertThat(tab.card("kaffa").locator(".of-yours input")).isChecked();
    tab.choose("amount", "Jonas’");
    tab.save();
    tab.says("Saved. Both edits are in the history.");
    assertThat(site.get("Ada", PATH)).contains("579", "dual-boiler", "18");
  }

  @Test
  void aSaveThatIsRefusedASecondTimeKeepsWhatStillHolds() {
    tab.page().route("**/-/changes**", Route::abort);
    tab.page().reload();
    assertThat(tab.page().locator(".feed")).hasText("no connection");
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.reads("Three fields need you.");
    decideAll();
    site.put(
        "Jonas", PATH, Espresso.THEIRS.replace("599", "579"), "If-Match", site.etag("Jonas", PATH));
    tab.save();
    tab.reads("Jonas saved first. One field needs you.");
    tab.says("2 decisions still hold. 1 field came up anew.");
    assertThat(site.get("Ada", PATH)).contains("579").doesNotContain("evenly and quietly");
    tab.choose("amount", "Yours");
    tab.save();
    tab.says("Saved. Both edits are in the history.");
    assertThat(site.get("Ada", PATH)).contains("629", "dual-boiler", "18");
  }

  @Test
  void theDraftAndTheDecisionsSurviveAReload() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.choose("amount", "Mira’s");
    tab.page().reload();
    tab.reads("Two fields need you.");
    assertThat(tab.card("amount").locator(".of-current input")).isChecked();
    tab.open(PATH);
    tab.says("This is your draft");
    assertThat(tab.editor()).containsText("evenly and quietly");
  }

  @Test
  void whatFittedCanBePutBack() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    decideAll();
    tab.page().getByLabel("Keep the change of stock").uncheck();
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("\"stock\": 42");
  }

  @Test
  void somethingElseIsCheckedAsItIsTyped() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.card("amount").getByText("Write something else").click();
    tab.card("amount").locator("textarea").fill("61");
    tab.reads("Two fields need you.");
    tab.card("amount").locator("textarea").fill("61,");
    assertThat(tab.card("amount").locator(".mistake")).containsText("line 1, column 3");
    tab.reads("Three fields need you.");
    tab.card("amount").locator("textarea").fill("615.50");
    tab.choose("description", "Yours");
    tab.choose("kaffa", "Mira’s");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("615.50").doesNotContain("kaffa");
  }

  @Test
  void fillingWhatIsOpenLeavesWhatWasDecided() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.choose("amount", "Yours");
    tab.button("Mira’s").click();
    tab.reads("All decided.");
    assertThat(tab.card("amount").locator(".of-yours input")).isChecked();
    assertThat(tab.card("kaffa").locator(".of-current input")).isChecked();
  }

  @Test
  void theKeyboardAloneSuffices() {
    meet(Espresso.THEIRS, Espresso.YOURS);
    tab.reads("Three fields need you.");
    tab.page().keyboard().press("Alt+ArrowDown");
    assertThat(tab.card("amount").locator("input").first()).isFocused();
    tab.page().keyboard().press("t");
    assertThat(tab.card("amount").locator(".of-current input")).isChecked();
    tab.page().keyboard().press("Alt+ArrowDown");
    tab.page().keyboard().press("b");
    tab.page().keyboard().press("Alt+ArrowDown");
    tab.page().keyboard().press("Space");
    tab.page().keyboard().press("ArrowRight");
    tab.reads("All decided.");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("599", "dual-boiler").doesNotContain("kaffa");
  }

  @Test
  void theSameEditTwiceIsSavedAlready() {
    meet(Espresso.YOURS, Espresso.YOURS);
    tab.says("This is saved already");
    assertThat(site.etag("Ada", PATH)).startsWith("\"2.");
  }

  @Test
  void deletedByOneAndChangedByTheOther() {
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH).write(Espresso.YOURS);
    site.delete("Mira", PATH, etag);
    tab.save();
    tab.reads("Mira deleted this while you were writing.");
    tab.choose("the whole document", "Yours");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("evenly and quietly");
  }

  @Test
  void changedByOneAndDeletedByTheOther() {
    String etag = site.put("Jonas", PATH, Espresso.ORIGINAL);
    tab.open(PATH);
    assertThat(tab.page().locator(".feed")).hasText("live");
    tab.button("Delete").click();
    site.put("Mira", PATH, Espresso.THEIRS, "If-Match", etag);
    tab.button("Delete it").click();
    tab.reads("Mira changed this after you opened it.");
    tab.choose("the whole document", "Mira’s");
    tab.save();
    tab.says("The other version stands as it is.");
    assertThat(site.get("Ada", PATH)).isEqualTo(Espresso.THEIRS);
  }

  @Test
  void createdByBoth() {
    tab.open(PATH).write("{\"name\": \"Aurora\", \"stock\": 1}");
    site.put("Mira", PATH, "{\"name\": \"Aurora\", \"stock\": 2}", "If-None-Match", "*");
    tab.save();
    tab.reads("Mira created this first. One field needs you.");
    tab.choose("stock", "Yours");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("\"stock\": 1");
  }

  @Test
  void linesOfATextAreDecidedOneByOne() {
    String path = "/docs/story.md";
    String etag = site.put("Jonas", path, "# One\n\nfirst\n\nmiddle\n\nlast\n");
    tab.open(path).write("# One\n\nfirst by Ada\n\nmiddle\n\nlast by Ada\n");
    site.put("Mira", path, "# Two\n\nfirst by Mira\n\nmiddle\n\nlast\n", "If-Match", etag);
    tab.save();
    tab.reads("Mira saved first. One place needs you.");
    tab.choose("line", "Yours");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", path)).isEqualTo("# Two\n\nfirst by Ada\n\nmiddle\n\nlast by Ada\n");
  }

  @Test
  void aConflictWithOneselfInAnotherTabIsCalledThat() {
    site.put("Jonas", PATH, Espresso.ORIGINAL);
    Tab other = new Tab(context, site).signIn("Ada").open(PATH);
    tab.open(PATH).write(Espresso.YOURS);
    other.write(Espresso.THEIRS).save();
    other.says("Saved.");
    tab.says("while you were writing");
    tab.save();
    tab.reads("You saved this in another tab. Three fields need you.");
    assertThat(tab.card("amount")).containsText("changed in both tabs");
    tab.button("The other tab’s").click();
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("599", "\"leadDays\": 10");
  }
}
