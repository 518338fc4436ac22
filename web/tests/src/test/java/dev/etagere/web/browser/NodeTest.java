package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of the client's package in Node, without a browser. Where there is no Node, the same is
 * shown in Chromium by {@link ClientTest} and its neighbours.
 */
final class NodeTest {

  private static final String PROGRAM =
      """
      import { Client, Conflict } from "@etagere/client";
      const as = (name) => new Client({ base: process.argv[2], account: name, authorization: () => `Bearer ${name}`, patience: { pauseMilliseconds: 25 } });
      const work = async (client) => {
        for (let i = 0; i < 20; i++) await client.update("/counters/hits", ({ n }) => ({ n: n + 1 }), { attempts: 1000 });
      };
      await Promise.all(Array.from({ length: 8 }, () => work(as("Ada"))));
      const mira = as("Mira");
      const jonas = as("Jonas");
      const hers = await mira.read("/notes/1");
      const his = await jonas.read("/notes/1");
      await jonas.save(his.edit({ text: "first", by: "Jonas" }));
      console.log(await jonas.save(hers.edit({})).catch((cause) => cause.name));
      const conflict = await mira.save(hers.edit({ text: "second", by: "Mira" })).catch((cause) => cause);
      console.log(conflict instanceof Conflict, conflict.reason, conflict.conflicts.map((clash) => clash.path).join());
      await mira.save(conflict.resolve(() => "yours"));
      for await (const change of mira.changes({ prefix: "/notes/", after: "now-2" })) {
        console.log(change.writer);
        if (change.version === 3) break;
      }
      """;

  @Test
  void theClientReadsSavesAndResolvesThere(@TempDir Path folder) throws Exception {
    Path node = node();
    link(folder);
    Path program = Files.writeString(folder.resolve("program.mjs"), PROGRAM);
    try (Site site = Site.withTokens()) {
      site.put("Ada", "/counters/hits", "{\"n\":0}");
      site.put("Ada", "/notes/1", "{\"text\":\"\",\"by\":\"Ada\"}");
      Path said = folder.resolve("said");
      Process running =
          new ProcessBuilder(node.toString(), program.toString(), site.origin())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(Files.readString(said).lines())
          .containsExactly("TypeError", "true stale /text,/by", "Jonas", "Mira");
      assertThat(site.get("Ada", "/counters/hits")).isEqualTo("{\"n\":160}");
    }
  }

  /** What an installed package is: a folder under {@code node_modules}. */
  private static void link(Path folder) throws IOException {
    Path scope = Files.createDirectories(folder.resolve("node_modules/@etagere"));
    Files.createSymbolicLink(scope.resolve("client"), Path.of("../client").toRealPath());
  }

  private static Path node() {
    Path found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(one -> Path.of(one, "node"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(found != null, "There is no Node: the client is tested in Chromium alone");
    return found;
  }
}
