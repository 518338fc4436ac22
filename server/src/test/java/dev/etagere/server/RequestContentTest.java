package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.etagere.server.RunningServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The content of requests: codings, digests, parts")
@Tag(Stores.EVERY)
class RequestContentTest {

  private static final long MOST_BYTES = 300_000;
  private static final byte[] TEXT = "0123456789".repeat(20).getBytes(StandardCharsets.UTF_8);

  private static RunningServer server;

  @BeforeAll
  static void start() {
    Limits limits =
        new Limits(
            16_384, 8_192, MOST_BYTES, Duration.ofSeconds(30), Duration.ofSeconds(30), 100, 100);
    server = new RunningServer(RunningServer.options().with(limits));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return coded.toByteArray();
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      return ":" + Base64.getEncoder().encodeToString(digest) + ":";
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void assertNothingAt(String path) {
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Nested
  @DisplayName("RFC 9110 §8.4 Content-Encoding")
  class Codings {

    @Test
    @DisplayName("gzip and zstd are decoded before they are stored")
    void decoded() {
      server.send("PUT", "/gzip", gzip(TEXT), "Content-Encoding", "gzip");
      server.send("PUT", "/zstd", Zstd.compress(TEXT), "Content-Encoding", "zstd");

      assertThat(server.get("/gzip").bytes()).isEqualTo(TEXT);
      assertThat(server.get("/zstd").bytes()).isEqualTo(TEXT);
    }

    @Test
    @DisplayName("content beyond the inline limit is decoded on its way into staging")
    void staged() {
      byte[] large = new byte[200_000];
      Arrays.fill(large, (byte) 'x');
      Reply reply = server.send("PUT", "/large", gzip(large), "Content-Encoding", "gzip");

      assertThat(reply.status()).isEqualTo(201);
      assertThat(server.get("/large").bytes()).isEqualTo(large);
    }

    @Test
    @DisplayName("what decodes to more than is taken is refused with 413, however short it was")
    void bomb() {
      byte[] huge = new byte[50_000_000];
      for (String coding : new String[] {"gzip", "zstd"}) {
        byte[] coded = coding.equals("gzip") ? gzip(huge) : Zstd.compress(huge);
        assertThat(coded.length).isLessThan((int) MOST_BYTES);
        assertThat(server.send("PUT", "/bomb", coded, "Content-Encoding", coding).status())
            .as(coding)
            .isEqualTo(413);
      }
      assertNothingAt("/bomb");
    }

    @Test
    @DisplayName("an unknown coding, or two: 415 with Accept-Encoding")
    void unknown() {
      for (String coding : new String[] {"br", "gzip, gzip", "deflate"}) {
        Reply reply = server.send("PUT", "/unknown", TEXT, "Content-Encoding", coding);
        assertThat(reply.status()).as(coding).isEqualTo(415);
        assertThat(reply.field("Accept-Encoding")).isEqualTo("gzip, zstd");
      }
      assertNothingAt("/unknown");
    }

    @Test
    @DisplayName("an unknown coding is told before a precondition is looked at, also under Expect")
    void unknownBeforePreconditions() throws IOException {
      server.put("/coded", "x");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        String header =
            String.join(
                "\r\n",
                "PUT /coded HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Length: 5",
                "Content-Encoding: br",
                "If-Match: \"1.stale\"",
                "Expect: 100-continue",
                "\r\n");
        socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));

        String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reply).startsWith("HTTP/1.1 415");
      }
      assertThat(
              server
                  .send("PUT", "/coded", TEXT, "Content-Encoding", "br", "If-Match", "\"1.stale\"")
                  .status())
          .isEqualTo(415);
    }

    @Test
    @DisplayName("damaged or cut short: 400, and nothing is stored")
    void damaged() {
      byte[] zstd = Zstd.compress(TEXT);
      byte[] gzip = gzip(TEXT);
      assertRefused("gzip", TEXT);
      assertRefused("gzip", Arrays.copyOf(gzip, gzip.length - 9));
      assertRefused("gzip", new byte[0]);
      assertRefused("zstd", TEXT);
      assertRefused("zstd", Arrays.copyOf(zstd, zstd.length - 1));
      assertNothingAt("/damaged");
    }

    private void assertRefused(String coding, byte[] content) {
      Reply reply = server.send("PUT", "/damaged", content, "Content-Encoding", coding);
      assertThat(reply.status()).as(coding).isEqualTo(400);
      assertThat(reply.problem("error")).isEqualTo("malformed_content");
    }
  }

  @Nested
  @DisplayName("RFC 9530 Content-Digest, Repr-Digest")
  class Digests {

    @Test
    @DisplayName("a right digest is taken, of the bytes as they arrive")
    void right() {
      byte[] coded = gzip(TEXT);
      Reply plain =
          server.send("PUT", "/right", TEXT, "Repr-Digest", "sha-512=" + digest("SHA-512", TEXT));
      Reply gzipped =
          server.send(
              "PUT",
              "/right-gzip",
              coded,
              "Content-Encoding",
              "gzip",
              "Content-Digest",
              "sha-256=" + digest("SHA-256", coded));

      assertThat(plain.status()).isEqualTo(201);
      assertThat(gzipped.status()).isEqualTo(201);
    }

    @Test
    @DisplayName("a wrong one, even beside a right one: 400 digest_mismatch, nothing stored")
    void wrong() {
      String sha256 = "sha-256=" + digest("SHA-256", TEXT);
      String wrong = "sha-512=" + digest("SHA-512", new byte[1]);
      for (String field : new String[] {"Content-Digest", "Repr-Digest"}) {
        Reply reply = server.send("PUT", "/wrong", TEXT, field, sha256 + ", " + wrong);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem("error")).isEqualTo("digest_mismatch");
      }
      assertNothingAt("/wrong");
    }

    @Test
    @DisplayName("batches and merges are checked and decoded as writes are")
    void pages() {
      byte[] batch =
          """
          {"operations": [{"method": "PUT", "path": "/batched", "body": {}}]}\
          """
              .getBytes(StandardCharsets.UTF_8);
      String other = "sha-256=" + digest("SHA-256", new byte[1]);

      for (String path : new String[] {"/-/batch", "/-/merge/wrong"}) {
        Reply wrong = server.send("POST", path, batch, "Content-Digest", other);
        assertThat(wrong.problem("error")).as(path).isEqualTo("digest_mismatch");
        assertThat(server.send("POST", path, batch, "Content-Encoding", "br").status())
            .as(path)
            .isEqualTo(415);
      }
      assertNothingAt("/batched");
      assertThat(server.send("POST", "/-/batch", gzip(batch), "Content-Encoding", "gzip").status())
          .isEqualTo(200);
      assertThat(server.get("/batched").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("other algorithms are ignored; what is no dictionary of bytes is refused")
    void others() {
      assertThat(server.send("PUT", "/md5", TEXT, "Content-Digest", "md5=:AAAA:").status())
          .isEqualTo(201);
      for (String malformed : new String[] {"sha-256", "sha-256=x", "sha-256=:*:", "=:AAAA:"}) {
        assertThat(server.send("PUT", "/none", TEXT, "Content-Digest", malformed).status())
            .as(malformed)
            .isEqualTo(400);
      }
      assertNothingAt("/none");
    }
  }

  @Test
  @DisplayName("§14.5: PUT with Content-Range is refused, since a part would replace the whole")
  void contentRange() {
    Reply reply = server.send("PUT", "/part", TEXT, "Content-Range", "bytes 0-199/400");

    assertThat(reply.status()).isEqualTo(400);
    assertNothingAt("/part");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "text/", "/plain", "text/plain/x", "te xt/plain", "; a=b"})
  @DisplayName("§8.3.1: what names no type and subtype is refused")
  void mediaType(String contentType) {
    Reply reply = server.send("PUT", "/typed", TEXT, "Content-Type", contentType);

    assertThat(reply.status()).isEqualTo(400);
    assertNothingAt("/typed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Text/X-Odd", "text/plain;charset=utf-8", "x-a/b.c+d ; e=\"f;g\""})
  @DisplayName("§8.3.1: a media type is kept as it was sent")
  void mediaTypeKept(String contentType) {
    String path = "/typed-" + contentType.length();
    server.send("PUT", path, TEXT, "Content-Type", contentType);

    assertThat(server.get(path).field("Content-Type")).isEqualTo(contentType);
  }
}
