package dev.etagere.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One tab of the console, as a person uses it. */
final class Tab {

  /** A browser reports every reply above 399 by itself; those are part of the protocol here. */
  private static final Pattern STATUS =
      Pattern.compile(
          "Failed to load resource: .*(status of (401|404|409|412|422|503)|net::ERR_).*");

  /** Behind the second frame all that watches its size has been told of the new one. */
  private static final String WIDTH =
      """
      () => new Promise((resolve) => {
        const measure = () => resolve(document.documentElement.scrollWidth);
        requestAnimationFrame(() => requestAnimationFrame(measure));
      })
      """;

  private final Page page;
  private final String console;
  private final List<String> messages = new ArrayList<>();

  Tab(BrowserContext context, Site site) {
    page = context.newPage();
    page.setDefaultTimeout(Chromium.PATIENCE);
    page.onConsoleMessage(this::note);
    page.onPageError(messages::add);
    console = site.origin() + "/-/console/";
  }

  private void note(ConsoleMessage message) {
    if (!STATUS.matcher(message.text()).matches()) {
      messages.add(message.text());
    }
  }

  /** What the browser's own console said, replies that refuse aside. */
  List<String> messages() {
    return messages;
  }

  Page page() {
    return page;
  }

  Tab go(String hash) {
    page.navigate(console + hash);
    return this;
  }

  /** Signs in, and waits until the changes of others arrive. */
  Tab signIn(String name) {
    page.navigate(console);
    page.getByLabel("Token").fill(name);
    button("Sign in").click();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Resources")).waitFor();
    assertThat(page.locator(".feed")).hasText("live");
    return this;
  }

  /** Opens a resource and waits for its editor. */
  Tab open(String path) {
    go("#/resource" + path);
    // The page before may have an editor, too.
    assertThat(page.locator("h1")).hasText(path.substring(path.lastIndexOf('/') + 1));
    editor().waitFor();
    return this;
  }

  Locator editor() {
    return page.locator("code-editor .cm-content");
  }

  /** Replaces what is in the editor. */
  Tab write(String text) {
    editor().focus();
    page.keyboard().press("Control+A");
    page.keyboard().insertText(text);
    assertThat(button("Discard")).isVisible();
    return this;
  }

  Tab save() {
    page.keyboard().press("Control+Enter");
    return this;
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  /** The card of a conflict, by the name of its field. */
  Locator card(String field) {
    return page.locator("fieldset.card").filter(new Locator.FilterOptions().setHasText(field));
  }

  void choose(String field, String side) {
    card(field)
        .locator("label.option")
        .filter(new Locator.FilterOptions().setHasText(side))
        .click();
  }

  void reads(String heading) {
    assertThat(page.locator("h1")).containsText(heading);
  }

  void says(String text) {
    assertThat(page.locator("main")).containsText(text);
  }

  /** How wide the page is, in pixels, once it is drawn at the size that its window has. */
  int width() {
    return (Integer) page.evaluate(WIDTH);
  }

  /** What the accessibility checker finds: the rule and the elements. */
  List<String> violations() {
    return found(
        axe()
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")));
  }

  /** What the accessibility checker finds in the colours alone. */
  List<String> violationsOfColour() {
    return found(axe().withRules(List.of("color-contrast", "link-in-text-block")));
  }

  /** The pages have no frames: the checker need not look for any. */
  @SuppressWarnings("deprecation") // of no other use than that: to be told that there are none
  private AxeBuilder axe() {
    return new AxeBuilder(page).setLegacyMode(true);
  }

  private static List<String> found(AxeBuilder axe) {
    return axe.analyze().getViolations().stream().map(Tab::described).toList();
  }

  private static String described(Rule rule) {
    return rule.getId()
        + rule.getNodes().stream()
            .map(node -> " " + node.getTarget() + " " + node.getHtml())
            .toList();
  }
}
