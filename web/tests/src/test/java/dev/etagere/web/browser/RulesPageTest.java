package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of a collection: seen, changed and kept by those who edit its members. */
@ExtendWith(Chromium.class)
final class RulesPageTest {

  private static final String RULES = "/-/rules/people/";
  private static final String SCHEMA =
      """
      {
        "schema": {
          "type": "object",
          "properties": { "age": { "type": "integer", "minimum": 0 } }
        }
      }
      """;

  private Site site;
  private BrowserContext context;
  private Tab tab;

  @BeforeEach
  void open(Browser browser) {
    site = Site.open();
    context = browser.newContext();
    tab = new Tab(context, site);
  }

  @AfterEach
  void close() {
    assertThat(tab.messages()).isEmpty();
    context.close();
    site.close();
  }

  private Locator inForce() {
    return tab.page().locator("section[aria-labelledby=force]");
  }

  private Locator ownRules() {
    return tab.page().locator("section[aria-labelledby=own]");
  }

  /** What the server found wrong, underlined in the editor. */
  private Locator faults() {
    return tab.page().locator("code-editor .cm-lintRange-error");
  }

  private void writeRules(String json) {
    tab.editor().focus();
    tab.page().keyboard().press("Control+A");
    tab.page().keyboard().insertText(json);
    assertThat(ownRules()).containsText("not saved");
    tab.save();
  }

  @Test
  void rulesAreCreatedAndChangedUnderTheirVersion() {
    tab.go("#/rules/people/").says("No rules of its own yet");
    assertThat(inForce()).containsText("if-match");
    writeRules("{\"writes\": {\"put\": \"version\"}}");
    tab.says("Saved. The rules hold from the next write on.");
    assertThat(inForce()).containsText("version");
    assertThat(site.get("", RULES)).contains("\"put\": \"version\"");
    site.put("", RULES, "{\"max_bytes\": 9}", "If-Match", site.etag("", RULES));
    writeRules("{\"max_bytes\": 10}");
    tab.says("Somebody else changed these rules. Yours are still here, unsaved.");
    assertThat(site.get("", RULES)).isEqualTo("{\"max_bytes\": 9}");
    tab.button("Show theirs").click();
    assertThat(inForce()).containsText("9");
  }

  @Test
  void rulesThatAreNoneAreShownInPlace() {
    tab.go("#/rules/people/").says("No rules of its own yet");
    writeRules("{\n  \"max_bytes\": 0,\n  \"unique\": [\"x\"]\n}");
    tab.says("/max_bytes");
    tab.says("/unique/0");
    assertThat(faults()).hasText(new String[] {"0", "\"x\""});
    assertThat(tab.violations()).isEmpty();
  }

  @Test
  void whatBreaksTheSchemaIsShownInPlace() {
    site.put("", RULES, SCHEMA);
    site.put("", "/people/ada", "{\"age\": 36}");
    tab.open("/people/ada").write("{\n  \"name\": \"Ada\",\n  \"age\": -36\n}");
    tab.save();
    tab.says("/age");
    assertThat(faults()).hasText("-36");
    assertThat(site.get("", "/people/ada")).isEqualTo("{\"age\": 36}");
    tab.write("{\"age\": 37}").save();
    tab.says("Saved.");
    assertThat(faults()).hasCount(0);
  }
}
