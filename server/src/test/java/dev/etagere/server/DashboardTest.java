package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.operations.Metrics;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The dashboard, the alerts and the documentation name metrics that there are")
class DashboardTest {

  private static final Path ROOT = root();
  private static final Path OPERATIONS = ROOT.resolve("examples/operations");
  private static final Pattern METRIC = Pattern.compile("\\betagere_[a-z_]+");

  @TempDir Path folder;

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("docs")) ? folder : folder.resolve("..").normalize();
  }

  private static Set<String> metricsIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a server exports that has done a bit of everything. */
  private Set<String> exported() {
    Metrics metrics = new Metrics();
    StoreObserver observer = metrics;
    try (RunningServer server =
        new RunningServer(
            RocksDbStore.open(folder, observer),
            RunningServer.options().observedBy(metrics, line -> {}))) {
      server.put(
          "/-/rules/loose/", "{\"enforcement\": \"warn\"}", "Content-Type", "application/json");
      server.put("/loose/a", "1");
      server.put("/loose/a", "2");
      server.put("/a", "1", "If-Match", "\"none\"");
      return metricsIn(server.get("/-/metrics").text());
    }
  }

  @Test
  @DisplayName("each expression of the dashboard and the alerts")
  void expressions() throws IOException {
    Set<String> exported = exported();
    JsonNode dashboard =
        JsonMapper.builder().build().readTree(OPERATIONS.resolve("dashboard.json").toFile());
    assertThat(dashboard.path("panels").size()).isGreaterThan(5);
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        Set<String> named = metricsIn(target.path("expr").asString());
        assertThat(named).as(panel.path("title").asString()).isNotEmpty();
        assertThat(exported).containsAll(named);
      }
    }
    assertThat(exported)
        .containsAll(metricsIn(Files.readString(OPERATIONS.resolve("alerts.yaml"))));
  }

  @Test
  @DisplayName("each metric of the server is documented, and no other")
  void documented() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/operations.md"));
    Set<String> documented =
        Pattern.compile("^\\| `(etagere_[a-z_]+)`", Pattern.MULTILINE)
            .matcher(table)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> families =
        exported().stream()
            .map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(families);
  }

  @Test
  @DisplayName("each alert is explained")
  void alerts() throws IOException {
    String explained = Files.readString(ROOT.resolve("docs/operations.md"));
    Pattern.compile("alert: (\\w+)")
        .matcher(Files.readString(OPERATIONS.resolve("alerts.yaml")))
        .results()
        .forEach(alert -> assertThat(explained).contains("| `" + alert.group(1) + "` |"));
  }
}
