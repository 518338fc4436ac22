package dev.etagere.cli;

import static dev.etagere.cli.Ran.etagere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreCopy;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.HistoryChecker;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("etagere copy")
@Timeout(600)
class CopyCommandTest {

  private static final String LARGE = "x".repeat(300_000);

  @TempDir Path folder;

  private static void assertDone(Ran ran) {
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  private String rocksDb(String name) {
    return "rocksdb:" + folder.resolve(name);
  }

  private static String newDatabase() {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    return cluster.location(cluster.createDatabase());
  }

  private ServerProcess serving(String location) {
    return new ServerProcess(folder.resolve("data"), "--store", location);
  }

  private static String tag(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isIn(200, 201, 204);
    return reply.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  @DisplayName(
      "from RocksDB to PostgreSQL and back: tags, history, content, order, unique values, retries and tokens go on working")
  void thereAndBack() throws Exception {
    String first = rocksDb("first");
    String second = newDatabase();
    String third = rocksDb("third");
    Ran token =
        etagere(
            "token", "create", "--store", first, "--name", "t", "--allow", "read:/", "--allow",
            "write:/");
    assertDone(token);
    String bearer =
        "Bearer "
            + token
                .out()
                .lines()
                .filter(line -> line.contains("etg_"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(etg_\\S+).*", "$1");
    Map<String, String> before;
    try (ServerProcess server = serving(first)) {
      fill(server, bearer);
      before = seen(server, bearer);
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    assertMoved(first, second);
    try (ServerProcess server = serving(second)) {
      assertThat(seen(server, bearer)).isEqualTo(before);
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    assertMoved(second, third);
    try (ServerProcess server = serving(third)) {
      assertThat(seen(server, bearer)).isEqualTo(before);
      assertGoesOn(server, bearer, before);
    }
  }

  private static void assertMoved(String from, String to) {
    Ran copied = etagere("copy", "--from", from, "--to", to);
    assertDone(copied);
    assertThat(copied.out()).contains("the stores hold the same");
  }

  private static void fill(ServerProcess server, String bearer) throws IOException {
    send(
        server,
        bearer,
        "PUT",
        "/-/rules/u/",
        "{\"unique\": [\"/v\"]}",
        "Content-Type",
        "application/json");
    send(server, bearer, "PUT", "/u/a", "{\"v\": 1}", "Content-Type", "application/json");
    send(server, bearer, "PUT", "/u/gone", "{\"v\": 2}", "Content-Type", "application/json");
    send(server, bearer, "DELETE", "/u/gone", "", "If-Match", "*");
    String tag = tag(send(server, bearer, "PUT", "/n/large", LARGE));
    send(server, bearer, "PUT", "/n/large", "short now", "If-Match", tag);
    send(server, bearer, "PUT", "/n/%C3%A91", "a name beyond ASCII");
    tag(send(server, bearer, "PUT", "/n/retried", "once", "Idempotency-Key", "\"k\""));
  }

  private static HttpResponse<String> send(
      ServerProcess server, String bearer, String method, String path, String... rest)
      throws IOException {
    String[] fields = new String[rest.length + 1];
    fields[0] = "Authorization";
    fields[1] = bearer;
    System.arraycopy(rest, 1, fields, 2, rest.length - 1);
    return server.send(method, path, rest[0], fields);
  }

  /** All that a client sees: of each path its tag, date, content and history; the order of all. */
  private static Map<String, String> seen(ServerProcess server, String bearer) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (String path :
        List.of("/-/rules/u/", "/u/a", "/u/gone", "/n/large", "/n/%C3%A91", "/n/retried")) {
      HttpResponse<String> reply = send(server, bearer, "GET", path, "");
      seen.put(path + " tag", reply.headers().firstValue("ETag").orElse("none"));
      seen.put(path + " date", reply.headers().firstValue("Last-Modified").orElse("none"));
      seen.put(path + " content", reply.statusCode() == 200 ? reply.body() : "none");
      seen.put(path + " history", send(server, bearer, "GET", "/-/versions" + path, "").body());
    }
    seen.put("old content", send(server, bearer, "GET", "/-/versions/n/large?number=1", "").body());
    seen.put("order", send(server, bearer, "GET", "/-/changes", "").body());
    seen.put(
        "retried",
        tag(send(server, bearer, "PUT", "/n/retried", "once", "Idempotency-Key", "\"k\"")));
    return seen;
  }

  private static void assertGoesOn(ServerProcess server, String bearer, Map<String, String> before)
      throws IOException {
    assertThat(before.get("old content")).isEqualTo(LARGE);
    assertThat(before.get("order")).contains("/n/large", "deleted");
    assertThat(
            send(
                    server,
                    bearer,
                    "PUT",
                    "/n/large",
                    "3",
                    "If-Match",
                    before.getOrDefault("/n/large tag", ""))
                .headers()
                .firstValue("ETag")
                .orElseThrow())
        .startsWith("\"3.");
    assertThat(
            send(server, bearer, "PUT", "/u/b", "{\"v\": 1}", "Content-Type", "application/json")
                .body())
        .contains("unique");
    assertThat(
            send(server, bearer, "PUT", "/u/b", "{\"v\": 2}", "Content-Type", "application/json")
                .statusCode())
        .isEqualTo(201);
    assertThat(server.send("GET", "/u/a", "").statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName(
      "that is killed half way goes on where it was; until then what it has filled is not served")
  void resumed() throws Exception {
    String from = rocksDb("from");
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    String database = cluster.createDatabase();
    String to = cluster.location(database);
    int commits = 60;
    try (Store store = Stores.open(from, folder, StoreObserver.NONE)) {
      fill(store, commits);
    }
    try (Connection watching = connected(cluster, database)) {
      killedHalfWay(from, to, () -> copied(watching) >= 200);
    }
    try (Store half = Stores.open(to, folder, StoreObserver.NONE)) {
      assertThat(half.newestSequence()).isBetween(200L, commits * 100L);
      assertThat(StoreCopy.isUnfinished(half)).isTrue();
    }
    Ran refused =
        etagere("serve", "--port", "0", "--data", folder.resolve("d").toString(), "--store", to);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("a copy that was not finished");

    assertMoved(from, to);

    try (Store whole = Stores.open(to, folder, StoreObserver.NONE)) {
      assertThat(HistoryChecker.check(whole, List.of())).isEmpty();
      assertThat(StoreCopy.isUnfinished(whole)).isFalse();
    }
  }

  private static void fill(Store store, int commits) {
    for (int commit = 0; commit < commits; commit++) {
      Attempt attempt = new Attempt();
      for (int i = 0; i < 100; i++) {
        attempt =
            attempt.write("/" + commit % 10 + "/" + i, commit / 10 + 1, Content.of(new byte[9]));
      }
      assertThat(store.commit(attempt.commit())).isInstanceOf(Outcome.Committed.class);
    }
  }

  private static Connection connected(PostgresqlCluster cluster, String database)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
            .formatted(cluster.port(), database, cluster.user()));
  }

  /** How many versions are in a database, which need not have tables yet. */
  private static int copied(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      return isThere(statement)
          ? number(statement, "SELECT coalesce(max(sequence), 0) FROM counter")
          : 0;
    }
  }

  private static boolean isThere(Statement statement) throws SQLException {
    return number(statement, "SELECT count(to_regclass('counter'))") > 0;
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static void killedHalfWay(String from, String to, Callable<Boolean> isHalfWay)
      throws Exception {
    Process copying =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                Main.class.getName(),
                "copy",
                "--from",
                from,
                "--to",
                to)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      while (!isHalfWay.call()) {
        assertThat(copying.isAlive()).isTrue();
      }
    } finally {
      copying.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("is refused into a store that holds anything else")
  void refusedIntoAnother() {
    String from = rocksDb("from");
    String to = rocksDb("to");
    for (String location : List.of(from, to)) {
      try (Store store = Stores.open(location, folder, StoreObserver.NONE)) {
        store.commit(new Attempt().write("/a", 1, location).commit());
      }
    }
    Ran ran = etagere("copy", "--from", from, "--to", to);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("holds something else");
    try (Store untouched = Stores.open(to, folder, StoreObserver.NONE)) {
      assertThat(StoreCopy.isUnfinished(untouched)).isFalse();
    }
  }
}
