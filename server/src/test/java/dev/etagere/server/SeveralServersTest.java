package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@DisplayName("Three servers over one database are as one")
@Timeout(300)
class SeveralServersTest {

  private static final String KEY = "Idempotency-Key";
  private static final String OPERATOR = "Bearer 0123456789abcdef0123456789abcdef";
  private static final int ROUNDS = 40;

  private final List<RunningServer> servers = new ArrayList<>();
  private ExecutorService threads;

  @BeforeEach
  void start() {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    for (Store store : Stores.overOneDatabase(3)) {
      servers.add(new RunningServer(store, RunningServer.options().with(secret)));
    }
  }

  @AfterEach
  void stop() {
    threads.close();
    servers.forEach(RunningServer::close);
  }

  private RunningServer a() {
    return servers.get(0);
  }

  private RunningServer b() {
    return servers.get(1);
  }

  private RunningServer c() {
    return servers.get(2);
  }

  private static Reply json(RunningServer server, String path, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(fields));
    return server.put(path, content, all.toArray(String[]::new));
  }

  private static Reply batch(RunningServer server, String... operations) {
    String content = "{\"operations\": [" + String.join(",", operations) + "]}";
    return server.send(
        "POST",
        "/-/batch",
        content.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  /** What the three servers answer to requests that are sent at once. */
  private List<Reply> atOnce(IntFunction<Reply> request) throws Exception {
    CyclicBarrier together = new CyclicBarrier(servers.size());
    List<Future<Reply>> sent =
        threads.invokeAll(
            IntStream.range(0, servers.size())
                .<Callable<Reply>>mapToObj(server ->
                    () -> {
                      together.await();
                      return request.apply(server);
                    })
                .toList());
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> each : sent) {
      replies.add(each.get());
    }
    return replies;
  }

  private static Reply winner(List<Reply> replies) {
    List<Reply> won = replies.stream().filter(reply -> reply.status() < 300).toList();
    assertThat(won).as(replies.stream().map(Reply::text).toList().toString()).hasSize(1);
    return won.getFirst();
  }

  private static List<Reply> losers(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() >= 300).toList();
  }

  @Test
  @DisplayName("of three PUTs with one tag one succeeds, and the others are told its tag")
  void conditions() throws Exception {
    String tag = a().put("/n/a", "0").etag();
    for (int round = 0; round < ROUNDS; round++) {
      String held = tag;
      List<Reply> replies =
          atOnce(each -> servers.get(each).put("/n/a", "by " + each, "If-Match", held));
      tag = winner(replies).etag();
      assertThat(losers(replies)).extracting(Reply::status).containsOnly(412);
      assertThat(losers(replies))
          .extracting(each -> each.problem("current_etag"))
          .containsOnly(tag);
      for (RunningServer server : servers) {
        assertThat(server.get("/n/a").etag()).isEqualTo(tag);
      }
    }
  }

  @Test
  @DisplayName("of three creations of one resource, and of one unique value, one succeeds")
  void creationsAndClaims() throws Exception {
    json(a(), "/-/rules/u/", "{\"unique\": [\"/v\"]}");
    for (int round = 0; round < ROUNDS; round++) {
      String path = "/n/created-" + round;
      List<Reply> created =
          atOnce(each -> servers.get(each).put(path, "by " + each, "If-None-Match", "*"));
      winner(created);
      assertThat(losers(created)).extracting(Reply::status).containsOnly(412);

      String content = "{\"v\": %d}".formatted(round);
      String member = "/u/%d-".formatted(round);
      List<Reply> claimed = atOnce(each -> json(servers.get(each), member + each, content));
      winner(claimed);
      assertThat(losers(claimed)).extracting(each -> each.problem("reason")).containsOnly("unique");
    }
  }

  @Test
  @DisplayName("of three batches over the same resources one is done whole, the others not at all")
  void batches() throws Exception {
    String operation =
        "{\"method\": \"PUT\", \"path\": \"/n/%s\", \"if_match\": \"%s\", \"body\": %d}";
    String x = json(a(), "/n/x", "0").etag().replace("\"", "\\\"");
    String y = json(b(), "/n/y", "0").etag().replace("\"", "\\\"");
    for (int round = 0; round < ROUNDS; round++) {
      String heldX = x;
      String heldY = y;
      List<Reply> replies =
          atOnce(each ->
              batch(
                  servers.get(each),
                  operation.formatted("x", heldX, each),
                  operation.formatted("y", heldY, each)));
      JsonNode results = winner(replies).json().path("results");
      assertThat(losers(replies)).extracting(Reply::status).containsOnly(412);
      assertThat(a().get("/n/x").text()).isEqualTo(c().get("/n/y").text());
      x = results.path(0).path("etag").asString().replace("\"", "\\\"");
      y = results.path(1).path("etag").asString().replace("\"", "\\\"");
    }
  }

  @Test
  @DisplayName("rules are in force on every server once their PUT on one was answered, and end so")
  void rules() {
    for (int round = 0; round < ROUNDS; round++) {
      String rules = "/-/rules/r%d/".formatted(round);
      String member = "/r%d/".formatted(round);
      RunningServer changing = servers.get(round % 3);
      assertThat(json(b(), member + "before", "{}").status()).isEqualTo(201);

      Reply made = json(changing, rules, "{\"max_bytes\": 10}");

      assertThat(made.status()).isEqualTo(201);
      for (RunningServer server : servers) {
        assertThat(json(server, member + server.port(), "\"longer than ten\"").status())
            .isEqualTo(413);
      }
      assertThat(changing.send("DELETE", rules, "If-Match", made.etag()).status()).isEqualTo(204);
      for (RunningServer server : servers) {
        assertThat(json(server, member + server.port(), "\"longer than ten\"").status())
            .isEqualTo(201);
      }
    }
  }

  @Test
  @DisplayName("no write that other servers take while rules begin escapes them")
  void rulesUnderWriters() throws Exception {
    for (int round = 0; round < 10; round++) {
      String collection = "/w%d/".formatted(round);
      List<Reply> replies =
          atOnce(each ->
              each == 0
                  ? json(a(), "/-/rules" + collection, "{\"unique\": [\"/v\"]}")
                  : json(servers.get(each), collection + each, "{\"v\": 1}"));

      assertThat(replies.getFirst().status()).isIn(201, 422);
      boolean isInForce = replies.getFirst().status() == 201;
      long members =
          servers.stream()
              .skip(1)
              .map(server -> server.get(collection + servers.indexOf(server)))
              .filter(reply -> reply.status() == 200)
              .count();
      assertThat(members).isEqualTo(isInForce ? 1 : 2);
    }
  }

  @Test
  @DisplayName("a retry that reaches another server while the first is at work makes one version")
  void retryMeanwhile() throws IOException {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), a().port())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          """
          PUT /n/i HTTP/1.1
          Host: h
          Connection: close
          Content-Length: 2
          Idempotency-Key: "k"
          Expect: 100-continue

          """
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().readNBytes(12))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 100"); // it is at work, and waits for its content

      Reply elsewhere = b().put("/n/i", "ab", KEY, "\"k\"");
      out.write("ab".getBytes(StandardCharsets.US_ASCII));
      String first = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(elsewhere.status()).isEqualTo(201);
      assertThat(first).contains("HTTP/1.1 201").contains("ETag: " + elsewhere.etag());
      assertThat(c().put("/n/i", "ab", KEY, "\"k\"").etag()).isEqualTo(elsewhere.etag());
    }
  }

  @Test
  @DisplayName("of three requests with one key and one tag all that are answered get one outcome")
  void retriesAtOnce() throws Exception {
    String tag = a().put("/n/k", "0").etag();
    for (int round = 0; round < ROUNDS; round++) {
      String held = tag;
      String key = "\"k-%d\"".formatted(round);
      String content = "content " + round;
      List<Reply> replies =
          atOnce(each -> servers.get(each).put("/n/k", content, "If-Match", held, KEY, key));
      assertThat(replies).extracting(Reply::status).containsOnly(204);
      assertThat(replies).extracting(Reply::etag).containsOnly(replies.getFirst().etag());
      tag = replies.getFirst().etag();
      assertThat(tag).startsWith("\"%d.".formatted(round + 2));
    }
  }

  @Test
  @DisplayName(
      "a token that one server makes holds on the others, and no longer once it is revoked")
  void tokens() {
    a().put("/n/t", "1");
    assertThat(b().get("/n/t").status()).isEqualTo(200);
    String document = "{\"name\": \"t\", \"allow\": [\"read:/n/\"]}";
    Reply made =
        a().send(
                "POST",
                "/-/tokens",
                document.getBytes(StandardCharsets.UTF_8),
                "Authorization",
                OPERATOR);
    String token = "Bearer " + made.json().path("token").asString();

    assertThat(b().get("/n/t", "Authorization", token).status()).isEqualTo(200);
    assertThat(c().get("/n/t", "Authorization", token).status()).isEqualTo(200);
    long asked = untilRefused(c());

    a().send("DELETE", "/-/tokens/t", "Authorization", OPERATOR);
    long revoked = untilRefused(b(), "Authorization", token);
    System.out.printf(
        "credentials are asked for %d ms, a token is refused %d ms after the answer of another server%n",
        asked, revoked);
    assertThat(revoked).isLessThan(30_000);
  }

  private static long untilRefused(RunningServer server, String... fields) {
    long start = System.nanoTime();
    int status = server.get("/n/t", fields).status();
    while (status != 401) {
      assertThat(status).isEqualTo(200);
      status = server.get("/n/t", fields).status();
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Test
  @DisplayName(
      "who listens to one server hears of a write on another within a fraction of a second")
  void listeners() throws IOException {
    List<Long> micros = new ArrayList<>();
    try (EventListener listener = new EventListener(a().port())) {
      for (int i = 0; i < 200; i++) {
        assertThat(b().put("/l/" + i, "1").status()).isEqualTo(201);
        long acknowledged = System.nanoTime();
        assertThat(listener.next().path("path").asString()).isEqualTo("/l/" + i);
        micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - acknowledged));
      }
    }
    micros.sort(null);
    System.out.printf(
        "heard on another server %d µs after the answer (median), %d µs (99th), %d µs (slowest)%n",
        micros.get(100), micros.get(198), micros.getLast());
    assertThat(micros.get(100)).isLessThan(500_000);
  }

  @Test
  @DisplayName("who waits for the next version on one server is woken by a write on another")
  void waiting() throws Exception {
    String tag = a().put("/n/w", "1").etag();
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(
            () -> c().get("/n/w", "If-None-Match", tag, "Prefer", "wait=50"));
    String next = b().put("/n/w", "2", "If-Match", tag).etag();

    assertThat(waiting.get().etag()).isEqualTo(next);
  }

  @Test
  @DisplayName("listeners and pages of all servers tell every version once, in one order")
  void feed() throws Exception {
    int writers = 12;
    int writes = 50;
    List<Callable<List<String>>> listening = new ArrayList<>();
    List<EventListener> listeners = new ArrayList<>();
    for (RunningServer server : servers) {
      EventListener listener = new EventListener(server.port());
      listeners.add(listener);
      listening.add(() -> heard(listener, writers * writes));
    }
    List<Future<List<String>>> heard = listening.stream().map(threads::submit).toList();
    List<Future<?>> writing = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      writing.add(threads.submit(() -> write(servers.get(writer % 3), "/f/" + writer, writes)));
    }
    for (Future<?> each : writing) {
      each.get();
    }
    List<String> order = heard.getFirst().get();
    assertThat(order).hasSize(writers * writes).doesNotHaveDuplicates();
    for (Future<List<String>> each : heard) {
      assertThat(each.get()).isEqualTo(order);
    }
    for (RunningServer server : servers) {
      assertThat(paged(server)).isEqualTo(order);
    }
    for (EventListener listener : listeners) {
      listener.close();
    }
  }

  private static void write(RunningServer server, String path, int writes) {
    String tag = server.put(path, "0").etag();
    for (int i = 1; i < writes; i++) {
      tag = server.put(path, String.valueOf(i), "If-Match", tag).etag();
    }
  }

  private static List<String> heard(EventListener listener, int count) throws IOException {
    List<String> heard = new ArrayList<>();
    while (heard.size() < count) {
      heard.add(told(listener.next()));
    }
    return heard;
  }

  private static String told(JsonNode change) {
    return change.path("cursor").asString() + " " + change.path("path") + change.path("etag");
  }

  private static List<String> paged(RunningServer server) {
    List<String> told = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      String after = cursor.isEmpty() ? "" : "&after=" + cursor;
      page = server.get("/-/changes?prefix=/f/&limit=97" + after).json();
      page.path("changes").forEach(change -> told.add(told(change)));
      cursor = page.path("next").asString();
    } while (!page.path("changes").isEmpty());
    return told;
  }
}
