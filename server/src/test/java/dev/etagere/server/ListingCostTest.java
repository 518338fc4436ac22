package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Expected;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("What listing costs")
class ListingCostTest {
  private static final int COMMIT = 1_000;
  private static final int PAGE = 1_000;

  private final AtomicLong read = new AtomicLong();

  /** Counts the members that listing takes out of the store. */
  private Store counting(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                if (method.getName().equals("list")) {
                  read.addAndGet(((List<?>) result).size());
                }
                return result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static Store filled(int members) {
    Store store = new InMemoryStore();
    for (int first = 0; first < members; first += COMMIT) {
      String operation = UUID.randomUUID().toString();
      List<Write> writes = new ArrayList<>();
      for (int i = first; i < first + COMMIT; i++) {
        writes.add(write("/many/%07d".formatted(i), operation));
      }
      store.commit(new Commit(operation, writes, List.of(), List.of(), java.util.Optional.empty()));
    }
    return store;
  }

  private static Write write(String path, String operation) {
    Version version =
        new Version(
            new ResourcePath(path),
            1,
            "aaaaaaaaaaaaa",
            Instant.EPOCH,
            false,
            Version.Kind.WRITTEN,
            "application/json",
            2,
            new Version.Origin("", "", operation));
    return new Write(
        new Expected.NoVersion(), new Stored(version, Content.of(new byte[] {'{', '}'})), Set.of());
  }

  /** Lists all, page by page, and gives for each page the nanoseconds that it took. */
  private List<Long> listed(RunningServer server, int members) {
    List<Long> times = new ArrayList<>();
    int seen = 0;
    String cursor = "";
    do {
      long before = read.get();
      long start = System.nanoTime();
      JsonNode page = server.get("/many/?limit=" + PAGE + cursor).json();
      times.add(System.nanoTime() - start);
      seen += page.path("members").size();
      assertThat(read.get() - before).isLessThanOrEqualTo(PAGE + 300L);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(members);
    return times;
  }

  @Test
  @DisplayName("a page reads little more than it shows, be it the first or the last")
  void growsWithPage() {
    try (RunningServer server = new RunningServer(counting(filled(20_000)))) {
      listed(server, 20_000);
    }
  }

  @Test
  @Tag("long")
  @DisplayName("1,000,000 members are listed at one cost per page")
  void aMillion() {
    try (RunningServer server = new RunningServer(counting(filled(1_000_000)))) {
      List<Long> times = listed(server, 1_000_000);
      System.out.printf(
          "1,000,000 members in pages of 1,000: median %.1f ms of the second tenth, %.1f ms of the last%n",
          median(times.subList(100, 200)) / 1e6, median(times.subList(900, 1_000)) / 1e6);
    }
  }

  private static double median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
