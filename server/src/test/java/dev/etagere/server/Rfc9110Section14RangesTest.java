package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9110 §14, range requests. */
@Tag(Stores.EVERY)
class Rfc9110Section14RangesTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String CONTENT = "0123456789";

  private static String created(String path) {
    return server.put(path, CONTENT, "Content-Type", "text/plain").etag();
  }

  @Nested
  class Must {

    @Test
    @DisplayName("§14.2: An origin server MUST ignore a Range whose unit it does not understand")
    void unknownUnit() {
      created("/g/unit");

      assertThat(server.get("/g/unit", "Range", "lines=0-1").status()).isEqualTo(200);
      assertThat(server.get("/g/unit", "Range", "lines=0-1").text()).isEqualTo(CONTENT);
    }

    @Test
    @DisplayName(
        "§14.2: A server MUST ignore Range with methods for which it is not defined: all but GET")
    void otherMethods() {
      String etag = created("/g/method");

      assertThat(server.send("HEAD", "/g/method", "Range", "bytes=0-1").status()).isEqualTo(200);
      Reply put = server.put("/g/method", "new", "If-Match", etag, "Range", "bytes=0-1");
      assertThat(put.status()).isEqualTo(204);
      assertThat(server.get("/g/method").text()).isEqualTo("new");
    }

    @Test
    @DisplayName("§14.1.2: A recipient MUST anticipate large numerals and prevent overflows")
    void largeNumerals() {
      created("/g/large");
      String large = "9".repeat(40);

      assertThat(server.get("/g/large", "Range", "bytes=8-" + large).text()).isEqualTo("89");
      assertThat(server.get("/g/large", "Range", "bytes=-" + large).text()).isEqualTo(CONTENT);
      assertThat(server.get("/g/large", "Range", "bytes=" + large + "-").status()).isEqualTo(416);
    }

    @Test
    @DisplayName("§14.1.2: A suffix longer than the representation is all of it")
    void longSuffix() {
      created("/g/suffix");
      Reply reply = server.get("/g/suffix", "Range", "bytes=-11");

      assertThat(reply.text()).isEqualTo(CONTENT);
      assertThat(reply.field("Content-Range")).isIn("", "bytes 0-9/10");
    }

    @Test
    @DisplayName(
        "§13.1.5: A recipient MUST ignore Range if If-Range is false, and If-Range if there is no Range")
    void ifRange() {
      String etag = created("/g/if");

      assertThat(server.get("/g/if", "Range", "bytes=0-1", "If-Range", "\"x\"").status())
          .isEqualTo(200);
      assertThat(server.get("/g/if", "If-Range", "\"x\"").status()).isEqualTo(200);
      assertThat(server.get("/g/if", "Range", "bytes=0-1", "If-Range", etag).status())
          .isEqualTo(206);
    }

    @Test
    @DisplayName(
        "§14.6: Each part of multipart/byteranges has its Content-Range; the whole has none")
    void parts() {
      created("/g/parts");
      Reply reply = server.get("/g/parts", "Range", "bytes=0-1,8-9");

      assertThat(reply.status()).isEqualTo(206);
      assertThat(reply.field("Content-Type")).startsWith("multipart/byteranges; boundary=");
      assertThat(reply.field("Content-Range")).isEmpty();
      assertThat(reply.text())
          .containsIgnoringCase("Content-Range: bytes 0-1/10")
          .containsIgnoringCase("Content-Range: bytes 8-9/10");
    }
  }

  @Nested
  class Should {

    @Test
    @DisplayName(
        "§14.2: If the preconditions are true and the range is satisfiable, the server SHOULD send 206")
    void partial() {
      String etag = created("/g/partial");
      Reply reply = server.get("/g/partial", "Range", "bytes=2-4", "If-Match", etag);

      assertThat(reply.status()).isEqualTo(206);
      assertThat(reply.text()).isEqualTo("234");
      assertThat(reply.field("Content-Range")).isEqualTo("bytes 2-4/10");
    }

    @Test
    @DisplayName(
        "§14.2: If the range is not satisfiable, the server SHOULD send 416; §14.4: with the current length in Content-Range")
    void unsatisfiable() {
      created("/g/unsatisfiable");
      Reply reply = server.get("/g/unsatisfiable", "Range", "bytes=10-");

      assertThat(reply.status()).isEqualTo(416);
      assertThat(reply.field("Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    @DisplayName("§14.4: A sender SHOULD indicate the complete length of the representation")
    void completeLength() {
      created("/g/length");

      assertThat(server.get("/g/length", "Range", "bytes=-1").field("Content-Range"))
          .endsWith("/10");
    }

    @Test
    @DisplayName("§14.5: An origin server SHOULD respond with 400 to PUT with Content-Range")
    void partialPut() {
      Reply reply = server.put("/g/put", "x", "Content-Range", "bytes 0-0/1");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(server.get("/g/put").status()).isEqualTo(404);
    }
  }

  @Nested
  class May {

    @Test
    @DisplayName("§14.3: A server that supports ranges MAY send Accept-Ranges: bytes")
    void acceptRanges() {
      created("/g/accept");

      assertThat(server.get("/g/accept").field("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    @DisplayName("§14.2: A server MAY ignore an invalid ranges-specifier")
    void invalid() {
      created("/g/invalid");
      for (String range :
          List.of("bytes", "bytes=", "bytes=a-b", "bytes=5-2", "bytes 0-1", "=0-1")) {
        assertThat(server.get("/g/invalid", "Range", range).status()).as(range).isEqualTo(200);
      }
    }
  }
}
