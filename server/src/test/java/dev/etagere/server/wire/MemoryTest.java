package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import dev.etagere.server.RunningServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Large content of many requests at once takes no more memory than there is for it")
class MemoryTest {

  private static final long MEMORY = 1 << 20;
  private static final int LARGE = 300_000;
  private static final String JSON = "application/json";

  private final WireServer server = new WireServer(Limits.DEFAULT.withMemory(MEMORY));

  @AfterEach
  void stop() {
    server.close();
  }

  /** The header of a request that sends its content once the server wants to read it. */
  private static String header(String method, String path, int length) {
    return "%s %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
        .formatted(method, path, JSON, length);
  }

  /** A batch of which the server has begun to read the content, and got none so far. */
  private RawConnection begunBatch(int length) {
    RawConnection connection = server.connect().send(header("POST", "/-/batch", length));
    connection.isToldToContinue();
    return connection;
  }

  private static String batch(String path, int length) {
    String batch =
        "{\"operations\":[{\"method\":\"PUT\",\"path\":\"%s\",\"body\":1}]}".formatted(path);
    return batch + " ".repeat(length - batch.length());
  }

  private Reply post(String path, byte[] content, String... fields) {
    return server.server().send("POST", path, content, fields);
  }

  private Reply batch(String content) {
    return post("/-/batch", content.getBytes(StandardCharsets.UTF_8));
  }

  private Reply put(String path, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of("Content-Type", JSON));
    all.addAll(List.of(fields));
    return server.server().put(path, content, all.toArray(String[]::new));
  }

  private static String document(int length) {
    return "[\"" + "x".repeat(length - 4) + "\"]";
  }

  /** A document of few bytes whose values take much memory: some 80 bytes each. */
  private static String values(int count, String last) {
    return "[" + "1,".repeat(count - 1) + last + "]";
  }

  private long held() {
    return server
        .get("/-/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("etagere_memory_held_bytes "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until so much is held: what a client broke off is noticed a little later. */
  private void awaitHeld(long bytes) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (held() != bytes && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(held()).isEqualTo(bytes);
  }

  private static void assertNoRoom(Reply refused) {
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.field("Retry-After")).isEqualTo("1");
    assertThat(refused.problem("error")).isEqualTo("unavailable");
    assertThat(refused.problem("detail")).contains("memory").contains("try again");
  }

  @Test
  @DisplayName(
      "who finds no room gets 503 with Retry-After; reads and small writes go on; all is given back")
  void fullMemory() {
    put("/there", "1");
    List<RawConnection> held =
        IntStream.range(0, 3).mapToObj(each -> begunBatch(LARGE)).collect(Collectors.toList());
    assertThat(held()).isEqualTo(3 * LARGE);

    for (String path : List.of("/-/batch", "/-/merge/there")) {
      RawReply refused = server.exchange(header("POST", path, LARGE));
      assertThat(refused.isProblem().status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).isEqualTo("1");
    }
    assertNoRoom(put("/no", document(LARGE)));
    assertThat(server.get("/no").status()).isEqualTo(404);
    assertThat(server.get("/there").text()).isEqualTo("1");
    assertThat(put("/small", document(60_000)).status()).isEqualTo(201);
    assertThat(batch(batch("/small/batch", 1_000)).status()).isEqualTo(200);
    server.stored("/streamed", "x".repeat(3 << 20));
    assertThat(held()).isEqualTo(3 * LARGE);

    held.get(0).close();
    awaitHeld(2 * LARGE);
    assertThat(held.get(1).send(batch("/batch", LARGE)).reply().isProblem().status())
        .isEqualTo(503); // its values find no room
    awaitHeld(LARGE);
    assertThat(held.get(2).send(batch("/batch", LARGE)).reply().status()).isEqualTo(200);
    assertThat(server.get("/batch").text()).isEqualTo("1");
    held.forEach(RawConnection::close);
    awaitHeld(0);
    assertThat(put("/no", document(LARGE)).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("what could never fit gets 413, by its length or by what its values take")
  void neverFits() throws IOException {
    put("/there", "1");

    int longer = (int) MEMORY + 1;
    for (String header :
        List.of(header("POST", "/-/batch", longer), header("PUT", "/no", longer))) {
      assertThat(server.exchange(header).isProblem().status()).isEqualTo(413);
    }
    Reply values = batch(values(15_000, "1"));
    assertThat(values.status()).isEqualTo(413);
    assertThat(values.json().path("memory_bytes").asLong()).isEqualTo(MEMORY);
    assertThat(post("/-/merge/there", coded(2 << 20), "Content-Encoding", "gzip").status())
        .isEqualTo(413);
    assertThat(held()).isZero();
  }

  private static byte[] coded(int length) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream coding = new GZIPOutputStream(coded)) {
      coding.write(" ".repeat(length).getBytes(StandardCharsets.UTF_8));
    }
    return coded.toByteArray();
  }

  @Test
  @DisplayName("content in chunks takes room as it arrives")
  void chunks() {
    try (RawConnection connection = server.connect()) {
      connection.send("POST /-/batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      connection.send("186a0\r\n").send(" ".repeat(100_000)).send("\r\n");
      awaitHeld(200_000); // in pieces and as a whole
      connection.send("186a0\r\n").send(" ".repeat(100_000)).send("\r\n");
      awaitHeld(400_000);
    }
    awaitHeld(0);
  }

  @Test
  @DisplayName(
      "a stale write is told so without the changes and the merge that find no room; a merge that is wished for gets 503")
  void merging() {
    String base = put("/doc", values(3_000, "1")).etag();
    String current = put("/doc", values(3_000, "2"), "If-Match", base).etag();
    String mine = values(2_999, "1") + " ";
    RawConnection other = begunBatch(900_000);

    Reply stale = put("/doc", mine, "If-Match", base, "Prefer", "merge");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.problem("reason")).isEqualTo("stale");
    assertThat(stale.etag()).isEqualTo(current);
    assertThat(stale.json().has("changed")).isFalse();
    assertThat(stale.json().has("merge")).isFalse();
    assertThat(stale.problem("merge_omitted")).contains("memory");
    assertNoRoom(put("/doc", mine, "If-Match", "*", "Merge-Base", base));

    other.close();
    awaitHeld(0);
    Reply told = put("/doc", mine, "If-Match", base, "Prefer", "merge");
    assertThat(told.json().has("changed")).isTrue();
    assertThat(told.json().has("merge")).isTrue();
    assertThat(held()).isZero();
  }

  @Test
  @DisplayName("a patch of a document that finds no room gets 503, and is done later")
  void patching() {
    put("/doc", values(4_000, "1"));
    String[] fields = {"Content-Type", "application/json-patch+json", "If-Match", "*"};
    byte[] patch =
        "[{\"op\":\"add\",\"path\":\"/0\",\"value\":2}]".getBytes(StandardCharsets.UTF_8);
    RawConnection other = begunBatch(900_000);

    assertNoRoom(server.server().send("PATCH", "/doc", patch, fields));
    other.close();
    awaitHeld(0);
    assertThat(server.server().send("PATCH", "/doc", patch, fields).status()).isIn(200, 204);
    assertThat(server.get("/doc").text()).startsWith("[2,1,");
    assertThat(held()).isZero();
  }

  @Test
  @DisplayName(
      "many large documents at once are stored or told to come again, and all is given back")
  void manyAtOnce() throws Exception {
    String content = document(400_000);
    Map<Integer, Long> statuses;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Reply>> puts =
          IntStream.range(0, 40)
              .<Callable<Reply>>mapToObj(each -> () -> put("/many/" + each, content))
              .toList();
      statuses =
          clients.invokeAll(puts).stream()
              .map(Future::resultNow)
              .collect(Collectors.groupingBy(Reply::status, Collectors.counting()));
    }

    assertThat(statuses).containsKey(201).doesNotContainKey(500);
    assertThat(statuses.keySet()).isSubsetOf(201, 503);
    assertThat(server.get("/many/").status()).isEqualTo(200);
    awaitHeld(0);
    assertThat(server.exchange("GET /-/health/ready HTTP/1.1\r\n" + LAST).status()).isEqualTo(200);
  }
}
