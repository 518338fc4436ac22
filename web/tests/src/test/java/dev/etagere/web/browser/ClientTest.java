package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript client against a real server. */
@ExtendWith(Chromium.class)
final class ClientTest {

  private Site site;
  private ClientPage page;

  @BeforeEach
  void open(Browser browser) {
    site = Site.open();
    page = new ClientPage(browser, site.origin());
  }

  @AfterEach
  void close() {
    page.close();
    site.close();
  }

  @Test
  void twoThousandIncrementsBySixteenClientsEndAtTwoThousand() {
    site.put("", "/counters/hits", "{\"n\":0}");
    page.run(
        """
        const patience = { pauseMilliseconds: 25 };
        const work = async () => {
          const mine = new Client({ patience });
          for (let i = 0; i < 125; i++) {
            await mine.update("/counters/hits", ({ n }) => ({ n: n + 1 }), { attempts: 1000 });
          }
        };
        await Promise.all(Array.from({ length: 16 }, work));
        """);
    assertThat(site.get("", "/counters/hits")).isEqualTo("{\"n\":2000}");
    assertThat(site.etag("", "/counters/hits")).startsWith("\"2001.");
  }

  @Test
  void anEditKeepsTheTagOfWhatItBeganFrom() {
    site.put("", "/notes/1", "{\"text\":\"first\"}");
    Object outcome =
        page.run(
            """
            const mine = new Client();
            const first = await mine.read("/notes/1");
            const late = first.edit({ text: "late" });
            await mine.save(first.edit({ text: "second" }));
            await mine.read("/notes/1");
            try {
              await mine.save(late);
              return "saved";
            } catch (conflict) {
              return [conflict.reason, conflict.base.value.text, conflict.current.value.text, conflict.yours.text];
            }
            """);
    assertThat(outcome).isEqualTo(List.of("stale", "first", "second", "late"));
  }

  @Test
  void whatACallerDoesToAValueIsNotReadAgain() {
    site.put("", "/notes/1", "{\"text\":\"first\"}");
    Object text =
        page.run(
            """
            const mine = new Client();
            (await mine.read("/notes/1")).value.text = "scribbled";
            return (await mine.read("/notes/1")).value.text;
            """);
    assertThat(text).isEqualTo("first");
  }

  @Test
  void overwritingHasToBeSaid() {
    site.put("", "/notes/1", "{\"text\":\"first\"}");
    page.run(
        """
        const mine = new Client();
        const old = await mine.read("/notes/1");
        await mine.save(old.edit({ text: "second" }));
        await mine.save(old.edit({ text: "third" }), { overwrite: true });
        """);
    assertThat(site.get("", "/notes/1")).isEqualTo("{\"text\":\"third\"}");
  }

  @Test
  void aDraftNeverReplacesWhatSomebodyElseCreated() {
    site.put("", "/notes/1", "{\"text\":\"first\"}");
    Object reason =
        page.run(
            """
            const mine = new Client();
            return mine.save(mine.draft("/notes/1", {})).then(() => "saved", (conflict) => conflict.reason);
            """);
    assertThat(reason).isEqualTo("exists");
  }

  @Test
  void aDeletionHitsOnlyTheVersionThatWasRead() {
    site.put("", "/notes/1", "{\"text\":\"first\"}");
    Object reasons =
        page.run(
            """
            const mine = new Client();
            const first = await mine.read("/notes/1");
            const second = await mine.save(first.edit({ text: "second" }));
            const refused = await mine.delete(first).then(() => "deleted", (conflict) => conflict.reason);
            await mine.delete(second);
            const gone = await mine.save(second.edit({ text: "third" })).then(() => "saved", (conflict) => [conflict.reason, conflict.current ?? "nothing"]);
            return [refused, ...gone];
            """);
    assertThat(reasons).isEqualTo(List.of("stale", "deleted", "nothing"));
  }
}
