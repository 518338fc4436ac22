package dev.etagere.verification;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.Attempt;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an operation costs as things grow: resources, versions of one, listeners, content. Each case
 * is a server with a store of its own; rounds of all cases alternate; medians are printed, and
 * plotted into the folder. One client sends one request after the other, so the figures are times
 * of a reply, its client's part included.
 */
public final class Growth implements Closeable {

  private static final Duration ROUND = Duration.ofMillis(1_500);
  private static final int ROUNDS = 5;
  private static final int BYTES = 1024;
  private static final int TOGETHER = 200;

  private static final Set<String> SUBJECTS =
      Set.of("resources", "versions", "listeners", "content");

  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Closeable> open = new ArrayList<>();
  private final Map<String, Costs> subjects = new LinkedHashMap<>();

  private Growth(Path folder) {
    this.folder = folder;
  }

  /**
   * @param arguments a folder for the stores, which is made and left; then what is to grow, all of
   *     it where nothing is named: resources, versions, listeners, content
   */
  public static void main(String[] arguments) throws Exception {
    Set<String> chosen = arguments.length == 1 ? SUBJECTS : Set.of(arguments);
    try (Growth growth = new Growth(Files.createDirectories(Path.of(arguments[0])))) {
      growth.prepare(chosen);
      growth.measure();
    }
  }

  private void prepare(Set<String> subjects) throws IOException {
    if (subjects.contains("resources")) {
      resources(1_000);
      resources(100_000);
      resources(1_000_000);
    }
    if (subjects.contains("versions")) {
      versions(1);
      versions(100);
      versions(10_000);
    }
    if (subjects.contains("listeners")) {
      listeners(0);
      listeners(1_000);
    }
    if (subjects.contains("content")) {
      content(1 << 10);
      content(10 << 20);
    }
  }

  private void resources(int number) throws IOException {
    Store store = store("resources-" + number);
    for (int i = 0; i < number; ) {
      Attempt attempt = new Attempt();
      for (int end = Math.min(number, i + TOGETHER); i < end; i++) {
        attempt.write("/r/" + i, 1, content(BYTES, i));
      }
      store.commit(attempt.commit());
    }
    URI server = server(store);
    Costs costs = costs("resources");
    costs.of(
        "GET of any",
        number,
        () -> get(server.resolve("/r/" + ThreadLocalRandom.current().nextInt(number))));
    costs.of("PUT of one", number, new Chain(server.resolve("/r/0"), BYTES));
    costs.of("page of 100", number, () -> get(server.resolve("/r/?limit=100")));
  }

  private void versions(int number) throws IOException {
    Store store = store("versions-" + number);
    for (int version = 1; version <= number; version++) {
      store.commit(new Attempt().write("/v", version, content(BYTES, version)).commit());
    }
    URI server = server(store);
    Costs costs = costs("versions of the resource");
    costs.of("GET", number, () -> get(server.resolve("/v")));
    costs.of("PUT", number, new Chain(server.resolve("/v"), BYTES));
  }

  private void listeners(int number) throws IOException {
    URI server = server(store("listeners-" + number));
    for (int i = 0; i < number; i++) {
      Socket listener = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
      listener
          .getOutputStream()
          .write(
              "GET /-/changes?prefix=/none/ HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      open.add(listener);
    }
    costs("idle listeners").of("PUT", number, new Chain(server.resolve("/l"), BYTES));
  }

  private void content(int bytes) throws IOException {
    URI server = server(store("content-" + bytes));
    Costs costs = costs("KiB of content");
    costs.of("PUT", bytes >> 10, new Chain(server.resolve("/c"), bytes));
    costs.of("GET", bytes >> 10, () -> get(server.resolve("/c")));
  }

  private Costs costs(String subject) {
    return subjects.computeIfAbsent(subject, Costs::new);
  }

  private Store store(String name) {
    Store store = RocksDbStore.open(folder.resolve(name), StoreObserver.NONE);
    open.add(store::close);
    return store;
  }

  private URI server(Store store) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    EtagereServer server = EtagereServer.start(ServerOptions.on(anyPort), store);
    open.add(server::close);
    return server.uri();
  }

  private static Content content(int bytes, long seed) {
    byte[] text = new byte[bytes];
    Arrays.fill(text, (byte) ('a' + seed % 26));
    return Content.of(text);
  }

  private void get(URI uri) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    expect(200, response);
  }

  private static void expect(int status, HttpResponse<?> response) throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(response.request().uri() + " answered " + response.statusCode());
    }
  }

  /** The versions of one resource, one after the other. */
  private final class Chain implements Costs.Operation {

    private final URI uri;
    private final byte[] content;
    private String tag = "";

    Chain(URI uri, int bytes) {
      this.uri = uri;
      this.content = new byte[bytes];
      Arrays.fill(content, (byte) 'x');
    }

    @Override
    public void once() throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(content));
      HttpResponse<Void> response =
          client.send(
              (tag.isEmpty() ? unconditional(request) : request.header("If-Match", tag)).build(),
              BodyHandlers.discarding());
      if (response.statusCode() / 100 != 2) {
        throw new IOException(uri + " answered " + response.statusCode());
      }
      tag = response.headers().firstValue("ETag").orElseThrow();
    }

    /** The first one: over whatever is there. */
    private HttpRequest.Builder unconditional(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      HttpResponse<Void> there =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      return there
          .headers()
          .firstValue("ETag")
          .map(current -> request.header("If-Match", current))
          .orElseGet(() -> request.header("If-None-Match", "*"));
    }
  }

  private void measure() throws IOException, InterruptedException {
    for (int round = 0; round <= ROUNDS; round++) {
      for (Costs costs : subjects.values()) {
        for (Costs.Case each : costs.cases()) {
          double took = round(each.operation());
          if (round > 0) { // the first one warms up
            each.took(took);
          }
        }
      }
    }
    subjects.values().forEach(costs -> System.out.println(costs.table()));
    for (Costs costs : subjects.values()) {
      Files.writeString(folder.resolve(costs.subject().replace(' ', '-') + ".svg"), costs.plot());
    }
  }

  /** The median of a round's operations, in microseconds. */
  private static double round(Costs.Operation operation) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + ROUND.toNanos();
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      operation.once();
      nanos.add(System.nanoTime() - start);
    }
    return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1e3;
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open.reversed()) {
      each.close();
    }
  }
}
