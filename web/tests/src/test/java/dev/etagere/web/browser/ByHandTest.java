package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The result of a merge, corrected by hand before it is saved. */
@ExtendWith(Chromium.class)
final class ByHandTest {

  private static final String PATH = "/catalog/grinder";
  private static final String ORIGINAL = "{\"name\": \"Lyra\", \"price\": 100, \"stock\": 1}";
  private static final String THEIRS = "{\"name\": \"Lyra\", \"price\": 110, \"stock\": 2}";
  private static final String YOURS = "{\"name\": \"Lyra 2\", \"price\": 120, \"stock\": 1}";
  private static final String CORRECTED =
      "{\"name\": \"Lyra 2\", \"price\": 115.50, \"stock\": 2, \"colour\": \"red\"}";

  private Site site;
  private BrowserContext context;
  private Tab tab;

  @BeforeEach
  void open(Browser browser) {
    site = Site.withTokens();
    context = browser.newContext();
    tab = new Tab(context, site).signIn("Ada");
    String etag = site.put("Jonas", PATH, ORIGINAL);
    tab.open(PATH).write(YOURS);
    site.put("Mira", PATH, THEIRS, "If-Match", etag);
    tab.save();
    tab.reads("Mira saved first. One field needs you.");
  }

  @AfterEach
  void close() {
    assertThat(tab.messages()).isEmpty();
    context.close();
    site.close();
  }

  private void takeInHand() {
    tab.choose("price", "Yours");
    tab.button("Edit as JSON").click();
    assertThat(tab.editor()).isFocused();
  }

  private void type(String text) {
    tab.page().keyboard().press("Control+A");
    tab.page().keyboard().insertText(text);
  }

  @Test
  void isSavedAsItWasTyped() {
    takeInHand();
    assertThat(tab.editor()).containsText("\"name\": \"Lyra 2\"");
    assertThat(tab.editor()).containsText("\"stock\": 2");
    type(CORRECTED);
    tab.reads("Corrected by hand. Ready to save.");
    tab.save();
    tab.says("Saved. Both edits are in the history.");
    assertThat(site.get("Ada", PATH)).isEqualTo(CORRECTED);
  }

  @Test
  void beginsOnlyWhenAllIsDecided() {
    tab.button("Edit as JSON").click();
    tab.says("Decide this one first.");
    assertThat(tab.card("price").locator("input").first()).isFocused();
    assertThat(tab.editor()).hasCount(0);
  }

  @Test
  void isCheckedAsItIsTyped() {
    takeInHand();
    type("{\"name\": }");
    tab.reads("The result is no JSON yet.");
    assertThat(tab.page().locator(".in-hand .mistake")).containsText("line 1, column 10");
    tab.save();
    tab.says("Not saved: this is no JSON yet.");
    assertThat(site.get("Ada", PATH)).isEqualTo(THEIRS);
  }

  @Test
  void isLetGoOfForTheDecisions() {
    takeInHand();
    type(CORRECTED);
    assertThat(tab.card("price").locator(".of-current input")).isDisabled();
    tab.button("Back to the decisions").click();
    assertThat(tab.card("price").locator(".of-yours input")).isChecked();
    tab.choose("price", "Mira’s");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("110").doesNotContain("colour");
  }

  @Test
  void survivesAReload() {
    takeInHand();
    type(CORRECTED);
    tab.reads("Corrected by hand.");
    tab.page().reload();
    tab.reads("Corrected by hand. Ready to save.");
    assertThat(tab.editor()).containsText("115.50");
  }

  @Test
  void isMergedWithWhatSomebodySavedMeanwhile() {
    takeInHand();
    type(CORRECTED);
    tab.reads("Corrected by hand.");
    site.put(
        "Jonas",
        PATH,
        "{\"name\": \"Lyra\", \"price\": 90, \"stock\": 2, \"weight\": 7}",
        "If-Match",
        site.etag("Jonas", PATH));
    tab.says("It was saved again just now.");
    assertThat(tab.editor()).containsText("115.50");
    tab.save();
    tab.reads("Jonas saved first. One field needs you.");
    tab.says("What you wrote by hand is your draft now.");
    tab.choose("price", "Yours");
    tab.save();
    tab.says("Saved.");
    assertThat(site.get("Ada", PATH)).contains("Lyra 2", "115.50", "\"colour\"", "\"weight\"");
  }
}
