package dev.etagere.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.EventListener;
import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.postgresql.PostgresqlStore;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("While the database is away, and when it is back")
@Timeout(300)
class DatabaseAwayTest {

  private static final int MORE_THAN_CONNECTIONS = 20;

  private PostgresqlCluster cluster;
  private String database = "";
  private RunningServer server;

  @BeforeEach
  void start() {
    cluster = PostgresqlCluster.shared();
    database = cluster.createDatabase();
    server =
        new RunningServer(PostgresqlStore.open(cluster.location(database), StoreObserver.NONE));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<Reply> atOnce(List<Callable<Reply>> requests) throws Exception {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> each : threads.invokeAll(requests)) {
        replies.add(each.get());
      }
    }
    return replies;
  }

  /** Refused is who comes too early, and nothing else happens. */
  private static void awaitStatus(int status, Supplier<Reply> request) {
    Reply reply = request.get();
    while (reply.status() != status) {
      assertUnavailable(reply);
      reply = request.get();
    }
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.problem("error")).isEqualTo("unavailable");
    assertThat(reply.field("Retry-After")).isNotEmpty();
  }

  @Test
  @DisplayName(
      "reads, writes and readiness are refused with 503 and Retry-After, liveness is not, and all goes on by itself")
  void gone() throws Exception {
    String tag = server.put("/n/a", "1").etag();
    try (EventListener listener = new EventListener(server.port())) {
      cluster.crash();
      try {
        atOnce(
                List.of(
                    () -> server.get("/n/a"),
                    () -> server.put("/n/a", "2", "If-Match", tag),
                    () -> server.get("/-/changes"),
                    () -> server.get("/-/health/ready")))
            .forEach(DatabaseAwayTest::assertUnavailable);
        assertThat(server.get("/-/health/live").status()).isEqualTo(200);
      } finally {
        cluster.start();
      }
      awaitStatus(200, () -> server.get("/-/health/ready"));
      assertThat(server.get("/n/a").etag()).isEqualTo(tag);
      awaitStatus(201, () -> server.put("/n/b", "1"));
      assertThat(listener.next().path("path").asString()).isEqualTo("/n/b");
      assertThat(server.put("/n/a", "2", "If-Match", tag).status()).isEqualTo(204);
      assertThat(server.get("/-/versions/n/a").json().path("versions").size()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("where all connections are taken, who waits for one gets 503, and later an answer")
  void exhausted() throws Exception {
    server.put("/n/a", "1");
    try (Connection holding = connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holding.setAutoCommit(false);
      try (Statement statement = holding.createStatement()) {
        statement.execute("LOCK TABLE current IN ACCESS EXCLUSIVE MODE");
      }
      List<Future<Reply>> readers = new ArrayList<>();
      for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
        readers.add(threads.submit(() -> server.get("/n/a")));
      }
      int refused = 0;
      while (refused == 0) { // the connections are all taken, and stay so
        for (Future<Reply> reader : readers) {
          refused += reader.isDone() ? 1 : 0;
        }
        Thread.onSpinWait();
      }
      holding.rollback();
      int answered = 0;
      for (Future<Reply> reader : readers) {
        if (reader.get().status() == 200) {
          answered++;
        } else {
          assertUnavailable(reader.get());
        }
      }
      assertThat(answered).isBetween(1, MORE_THAN_CONNECTIONS - 1);
    }
    assertThat(server.get("/n/a").status()).isEqualTo(200);
    assertThat(server.put("/n/b", "1").status()).isEqualTo(201);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
            .formatted(cluster.port(), database, cluster.user()));
  }
}
