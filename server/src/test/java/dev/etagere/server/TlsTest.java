package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("TLS, from PEM files that are read again when they change")
@Timeout(300)
class TlsTest {

  @TempDir private static Path made;

  private static Certificates first;
  private static Certificates second;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    first = Certificates.make(made, "first", "EC");
    second = Certificates.make(made, "second", "RSA");
  }

  private RunningServer server(TlsFiles files) {
    return new RunningServer(
        new InMemoryStore(), RunningServer.options().with(Protocol.DEFAULT.secured(files)));
  }

  private static String get(RunningServer server, Certificates trusted) throws Exception {
    try (SSLSocket socket = connect(server, trusted)) {
      return get(socket);
    }
  }

  private static SSLSocket connect(RunningServer server, Certificates trusted) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            trusted
                .trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.startHandshake();
    return socket;
  }

  private static String get(SSLSocket socket) throws IOException {
    String request = "GET /-/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    while (socket.getInputStream().read() != '}') {
      // up to the end of the document
    }
    return new String(status, StandardCharsets.US_ASCII);
  }

  @Test
  @DisplayName("keys of EC, RSA and EdDSA are taken; whoever speaks HTTP/1.1 gets it")
  void keys() throws Exception {
    Certificates edwards = Certificates.make(made, "edwards", "Ed25519");
    for (Certificates certificates : new Certificates[] {first, second, edwards}) {
      try (RunningServer server = server(certificates.write(folder))) {
        assertThat(server.uri()).hasScheme("https");
        assertThat(get(server, certificates)).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  @Test
  @DisplayName("what the server says of itself begins with https")
  void scheme() throws Exception {
    try (RunningServer server = server(first.write(folder));
        HttpClient client = HttpClient.newBuilder().sslContext(first.trusting()).build()) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        URI missing = server.uri().resolve("/nothing");
        HttpResponse<String> reply =
            client.send(
                HttpRequest.newBuilder(missing).version(version).build(), BodyHandlers.ofString());

        assertThat(reply.version()).isEqualTo(version);
        assertThat(reply.body()).contains(server.uri() + "-/problems/not_found");
      }
    }
  }

  @Test
  @DisplayName("new files are used for new connections, and those that are open go on")
  void reload() throws Exception {
    try (RunningServer server = server(first.write(folder));
        SSLSocket open = connect(server, first)) {
      assertThat(get(open)).isEqualTo("HTTP/1.1 200");

      second.write(folder);
      awaitTrust(server, second);

      assertThat(get(open)).isEqualTo("HTTP/1.1 200");
      assertThatThrownBy(() -> get(server, first)).isInstanceOf(SSLException.class);
    }
  }

  /** Connects until the server shows this certificate; the class's time-out bounds it. */
  private static void awaitTrust(RunningServer server, Certificates awaited) throws Exception {
    while (!shows(server, awaited)) {
      Thread.onSpinWait();
    }
  }

  private static boolean shows(RunningServer server, Certificates awaited) throws Exception {
    try {
      connect(server, awaited).close();
      return true;
    } catch (SSLException another) {
      return false;
    }
  }

  @Test
  @DisplayName("broken files, and a key of another certificate, keep the old one, and are logged")
  void broken() throws Exception {
    try (Warnings warnings = new Warnings();
        RunningServer server = server(first.write(folder))) {
      Files.writeString(folder.resolve("tls.key"), second.keyPem());
      warnings.await("belongs to another certificate");
      assertThat(get(server, first)).isEqualTo("HTTP/1.1 200");

      Files.writeString(folder.resolve("tls.crt"), "no certificate");
      warnings.await("certificate");
      Files.delete(folder.resolve("tls.key"));
      warnings.await("there is no file");
      assertThat(get(server, first)).isEqualTo("HTTP/1.1 200");

      second.write(folder);
      awaitTrust(server, second);
    }
  }

  @Test
  @DisplayName("a server does not start with files that are of no use, and says what is wrong")
  void start() throws Exception {
    TlsFiles files = first.write(folder);
    assertThatThrownBy(() -> server(new TlsFiles(files.certificate(), folder.resolve("none"))))
        .hasMessageContaining("there is no file");
    Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
    assertThatThrownBy(() -> server(files)).hasMessageContaining("openssl pkcs8");
    Files.writeString(
        files.key(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> server(files)).hasMessageContaining("none of");
    Files.writeString(files.certificate(), "");
    assertThatThrownBy(() -> server(files)).hasMessageContaining("certificate");
  }

  /** The warnings of the server, as they come. */
  private static final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.etagere.server");
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    Warnings() {
      logger.addHandler(this);
    }

    /** Passes over what was told before. */
    void await(String text) throws InterruptedException {
      String line = told.take();
      while (!line.contains(text)) {
        line = told.take();
      }
    }

    @Override
    public void publish(LogRecord record) {
      told.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
