package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the JavaScript client does about a conflict by itself, and what it leaves to its caller. */
@ExtendWith(Chromium.class)
final class PolicyTest {

  private static final String PATH = "/notes/1";
  private static final String STORY = "/notes/story.md";

  private final List<Request> requests = new ArrayList<>();
  private Site site;
  private ClientPage page;

  @BeforeEach
  void open(Browser browser) {
    site = Site.open();
    page = new ClientPage(browser, site.origin());
    site.put("", PATH, "{\"title\":\"one\",\"text\":\"one\"}");
  }

  @AfterEach
  void close() {
    page.close();
    site.close();
  }

  /**
   * Each request in the order in which it was sent: its method, and the number of the version it is
   * conditional on.
   */
  private List<String> sent() {
    return requests.stream()
        .map(request ->
            request.method()
                + Optional.ofNullable(request.headerValue("If-Match"))
                    .map(tag -> " " + tag.replaceAll("\"(\\d+)\\..*", "$1"))
                    .orElse(""))
        .toList();
  }

  @Test
  void mergesWithoutAQuestionWhereThatIsThePolicyAndFetchesNothingForIt() {
    page.page().onRequest(requests::add);
    page.run(
        """
        const mine = new Client({ onConflict: "merge", patience: { pauseMilliseconds: 1 } });
        const note = await mine.read("/notes/1");
        await new Client().update("/notes/1", (value) => ({ ...value, title: "two" }));
        await mine.save(note.edit({ ...note.value, text: "mine" }));
        """);
    assertThat(site.get("", PATH)).contains("\"two\"", "\"mine\"");
    assertThat(sent()).containsExactly("GET", "GET", "PUT 1", "PUT 1", "PUT 2");
  }

  @Test
  void asksByDefaultAlsoWhereTheMergeIsClean() {
    Object conflict =
        page.run(
            """
            const mine = new Client();
            const note = await mine.read("/notes/1");
            await new Client().update("/notes/1", (value) => ({ ...value, title: "two" }));
            const conflict = await mine.save(note.edit({ ...note.value, text: "mine" })).catch((cause) => cause);
            return [conflict.name, conflict.clean, conflict.current.value.title, conflict.conflicts.length];
            """);
    assertThat(conflict).isEqualTo(List.of("Conflict", true, "two", 0));
    assertThat(site.get("", PATH)).contains("\"two\"").doesNotContain("mine");
  }

  @Test
  void whatBothChangedIsLeftToTheCallerUnderEitherPolicyAndResolvedByDecisions() {
    Object paths =
        page.run(
            """
            const mine = new Client({ onConflict: "merge", patience: { pauseMilliseconds: 1 } });
            const note = await mine.read("/notes/1");
            await new Client().update("/notes/1", () => ({ title: "theirs", text: "theirs" }));
            const conflict = await mine.save(note.edit({ title: "mine", text: "mine" })).catch((cause) => cause);
            const undecided = await Promise.resolve().then(() => conflict.resolve(["yours"])).catch((cause) => cause.name);
            await mine.save(conflict.resolve((clash) => (clash.path === "/text" ? { value: "both" } : "yours")));
            return [undecided, ...conflict.conflicts.map((clash) => clash.path)];
            """);
    assertThat(paths).isEqualTo(List.of("RangeError", "/title", "/text"));
    assertThat(site.get("", PATH)).isEqualTo("{\"title\":\"mine\",\"text\":\"both\"}");
  }

  @Test
  void textsAreMergedAndDecidedLineByLine() {
    site.put("", STORY, "one\n\ntwo\n\nthree\n");
    Object ranges =
        page.run(
            """
            const mine = new Client({ onConflict: "merge", patience: { pauseMilliseconds: 1 } });
            const story = await mine.read("/notes/story.md");
            await new Client().update("/notes/story.md", () => "ONE\\n\\ntwo by them\\n\\nthree\\n");
            const conflict = await mine.save(story.edit("one\\n\\ntwo by me\\n\\nTHREE\\n")).catch((cause) => cause);
            await mine.save(conflict.resolve(["yours"]));
            return conflict.conflicts.length;
            """);
    assertThat(ranges).isEqualTo(1);
    assertThat(site.get("", STORY)).isEqualTo("ONE\n\ntwo by me\n\nTHREE\n");
  }

  /** Before each save that arrives, somebody else saves: merging alone never comes to an end. */
  @Test
  void mergingIsBoundedAndWaitsARandomWhile() {
    page.page().route("**" + PATH, this::overtake);
    Object told =
        page.run(
            """
            let asked = 0;
            const random = () => (asked++, 0.5);
            const mine = new Client({ onConflict: "merge", patience: { attempts: 3, pauseMilliseconds: 2, random } });
            const note = await mine.read("/notes/1");
            const conflict = await mine.save(note.edit({ ...note.value, text: "mine" })).catch((cause) => cause);
            return [conflict.name, asked];
            """);
    assertThat(told).isEqualTo(List.of("Conflict", 2));
    assertThat(site.etag("", PATH)).startsWith("\"4.");
    assertThat(site.get("", PATH)).doesNotContain("mine");
  }

  private void overtake(Route route) {
    if (route.request().method().equals("PUT")) {
      requests.add(route.request());
      String title = "{\"title\":\"" + requests.size() + "\",\"text\":\"one\"}";
      site.put("", PATH, title, "If-Match", site.etag("", PATH));
    }
    route.resume();
  }
}
