package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Expected;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("While the rules of a collection change")
@Tag(Stores.EVERY)
class RulesChangeTest {

  private static final ResourcePath EPOCH = new ResourcePath("/-/rules");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private static Reply put(RunningServer server, String path, String content) {
    return server.put(path, content, "Content-Type", "application/json", "If-None-Match", "*");
  }

  /** The store, calling back before it lists a collection. */
  private static Store calling(Store store, String prefix, Runnable beforeListing) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("list") && arguments[0].equals(prefix)) {
                List<?> listed = (List<?>) method.invoke(store, arguments);
                beforeListing.run();
                return listed;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Test
  @DisplayName(
      "a member that is created after the others were examined waits, and meets the new rules")
  void createdMeanwhile() throws Exception {
    CompletableFuture<RunningServer> running = new CompletableFuture<>();
    CompletableFuture<Reply> creation = new CompletableFuture<>();
    Runnable create =
        () -> {
          creation.completeAsync(() -> put(running.join(), "/m/late", "{\"v\": 1}"));
          assertThatThrownBy(() -> creation.get(300, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
        };
    try (RunningServer server = new RunningServer(calling(Stores.open(), "/m/", create))) {
      running.complete(server);
      put(server, "/m/a", "{\"v\": 1}");

      Reply changed = put(server, "/-/rules/m/", "{\"unique\": [\"/v\"]}");

      assertThat(changed.status()).as(changed.text()).isEqualTo(201);
      Reply late = creation.get(60, TimeUnit.SECONDS);
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.problem("reason")).isEqualTo("unique");
      assertThat(put(server, "/m/b", "{\"v\": 2}").status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName("a change that is refused lets writers in again at once, under the old rules")
  void refusedChange() {
    try (RunningServer server = new RunningServer()) {
      put(server, "/m/a", "{\"v\": 1}");
      put(server, "/m/b", "{\"v\": 1}");

      assertThat(put(server, "/-/rules/m/", "{\"unique\": [\"/v\"]}").status()).isEqualTo(422);
      assertThat(put(server, "/-/rules/m/", "{\"unique\": 1}").status()).isEqualTo(422);

      assertThat(put(server, "/m/c", "{\"v\": 1}").status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName(
      "a server that dies holds up writers for a minute at most, and other collections never")
  void lapses() throws Exception {
    Store store = Stores.open();
    try (RunningServer server = new RunningServer(store, RunningServer.options().with(now::get))) {
      put(server, "/m/a", "{}");
      fence(store, "/m/", Instant.now().plusSeconds(60));

      CompletableFuture<Reply> waiting =
          CompletableFuture.supplyAsync(() -> put(server, "/m/b", "{}"));
      assertThat(put(server, "/other", "{}").status()).isEqualTo(201);
      assertThat(server.get("/m/a").status()).isEqualTo(200);
      assertThat(waiting).isNotDone();
      now.updateAndGet(time -> time.plusSeconds(600));

      assertThat(waiting.get(60, TimeUnit.SECONDS).status()).isEqualTo(201);
      assertThat(put(server, "/-/rules/m/", "{}").status()).isEqualTo(201);
    }
  }

  private static void fence(Store store, String prefix, Instant until) {
    Content content =
        Content.of(
            "{\"fence\": \"%s\", \"until\": \"%s\"}"
                .formatted(prefix, until)
                .getBytes(StandardCharsets.UTF_8));
    Selected epoch = store.current(EPOCH);
    long number = epoch.newest().map(Version::number).orElse(0L) + 1;
    store.commit(
        Commit.of(
            "operation-of-a-server-that-died", write(EPOCH, number, epoch.expected(), content)));
  }

  private static Write write(ResourcePath path, long number, Expected expected, Content content) {
    Version version =
        new Version(
            path,
            number,
            "aaaaaaaaaaaaa",
            Instant.now(),
            false,
            Version.Kind.WRITTEN,
            "application/json",
            content.length(),
            new Version.Origin("somebody", "request", "operation"));
    return new Write(expected, new Stored(version, content), Set.of());
  }

  @Test
  @DisplayName("the rules of a large collection come into force in one step, while others write")
  void large() throws Exception {
    change(10_000);
  }

  @Test
  @Tag("long")
  @DisplayName("so do those of a collection with 100,000 members")
  void larger() throws Exception {
    change(100_000);
  }

  private void change(int members) throws Exception {
    Store store = Stores.open();
    try (RunningServer server = new RunningServer(store)) {
      fill(store, members);

      Instant begin = Instant.now();
      CompletableFuture<Reply> change =
          CompletableFuture.supplyAsync(() -> put(server, "/-/rules/l/", "{\"unique\": [\"/v\"]}"));
      long slowest = 0;
      int others = 0;
      while (!change.isDone()) {
        long start = System.nanoTime();
        assertThat(put(server, "/o/" + others++, "{}").status()).isEqualTo(201);
        slowest = Math.max(slowest, System.nanoTime() - start);
      }
      System.out.printf(
          "rules over %d members: %d ms; %d writes elsewhere meanwhile, the slowest %d ms%n",
          members,
          Duration.between(begin, Instant.now()).toMillis(),
          others,
          TimeUnit.NANOSECONDS.toMillis(slowest));

      assertThat(change.get().status()).as(change.get().text()).isEqualTo(201);
      assertThat(put(server, "/l/late", "{\"v\": %d}".formatted(members - 1)).status())
          .isEqualTo(409);
      assertThat(put(server, "/l/late", "{\"v\": -1}").status()).isEqualTo(201);
    }
  }

  private static void fill(Store store, int members) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      Content content = Content.of("{\"v\": %d}".formatted(i).getBytes(StandardCharsets.UTF_8));
      writes.add(write(new ResourcePath("/l/" + i), 1, new Expected.NoVersion(), content));
      if (writes.size() == 1_000) {
        String operation = "operation-that-fills-the-collection-" + i;
        store.commit(new Commit(operation, writes, List.of(), List.of(), Optional.empty()));
        writes.clear();
      }
    }
  }
}
