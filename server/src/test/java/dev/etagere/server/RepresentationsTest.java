package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.etagere.server.RunningServer.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Representations: parts, codings, and the tags of each")
@Tag(Stores.EVERY)
class RepresentationsTest {

  private static final String TEXT = "0123456789".repeat(500);

  private static RunningServer server;
  private static String tag;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    tag = server.put("/text", TEXT, "Content-Type", "text/plain").etag();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String suffixed(String suffix) {
    return tag.substring(0, tag.length() - 1) + suffix + "\"";
  }

  @Nested
  @DisplayName("§14 Range")
  class Ranges {

    @Test
    @DisplayName("one range: 206 with Content-Range and these bytes")
    void single() {
      Reply reply = server.get("/text", "Range", "bytes=2-5");

      assertThat(reply.status()).isEqualTo(206);
      assertThat(reply.field("Content-Range")).isEqualTo("bytes 2-5/5000");
      assertThat(reply.text()).isEqualTo("2345");
      assertThat(reply.etag()).isEqualTo(tag);
    }

    @Test
    @DisplayName("the last bytes, bytes to the end, and more than there are")
    void suffixAndOpen() {
      assertThat(server.get("/text", "Range", "bytes=-3").text()).isEqualTo("789");
      assertThat(server.get("/text", "Range", "bytes=4998-").text()).isEqualTo("89");
      assertThat(server.get("/text", "Range", "bytes=4998-9999").field("Content-Range"))
          .isEqualTo("bytes 4998-4999/5000");
      assertThat(server.get("/text", "Range", "bytes=-9999").text()).isEqualTo(TEXT);
    }

    @Test
    @DisplayName("several ranges: multipart/byteranges with a Content-Range for each")
    void several() {
      Reply reply = server.get("/text", "Range", "bytes=0-1, 10-11 ,,-1");

      assertThat(reply.status()).isEqualTo(206);
      assertThat(reply.field("Content-Type")).startsWith("multipart/byteranges; boundary=");
      assertThat(reply.text())
          .contains("bytes 0-1/5000", "bytes 10-11/5000", "bytes 4999-4999/5000");
      assertThat(reply.bytes()).hasSize(Integer.parseInt(reply.field("Content-Length")));
    }

    @Test
    @DisplayName("ranges that overlap are united")
    void overlapping() {
      assertThat(server.get("/text", "Range", "bytes=0-5,3-9").field("Content-Range"))
          .isEqualTo("bytes 0-9/5000");
    }

    @Test
    @DisplayName("416 with the length where no byte of the range exists")
    void unsatisfiable() {
      Reply reply = server.get("/text", "Range", "bytes=5000-");

      assertThat(reply.status()).isEqualTo(416);
      assertThat(reply.field("Content-Range")).isEqualTo("bytes */5000");
      assertThat(reply.problem("error")).isEqualTo("range_not_satisfiable");
    }

    @Test
    @DisplayName(
        "what is malformed, of another unit, reversed or too much is ignored; so is Range on HEAD")
    void ignored() {
      assertThat(server.get("/text", "Range", "bytes=5-2").status()).isEqualTo(200);
      assertThat(server.get("/text", "Range", "bytes=-").status()).isEqualTo(200);
      assertThat(server.get("/text", "Range", "lines=1-2").status()).isEqualTo(200);
      assertThat(server.get("/text", "Range", "bytes=" + "0-0,".repeat(60)).status())
          .isEqualTo(200);
      assertThat(server.send("HEAD", "/text", "Range", "bytes=0-1").status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
        "If-Range: the current strong tag or exactly its date, else all of it; preconditions come first")
    void ifRange() {
      String date = server.get("/text").field("Last-Modified");

      assertThat(server.get("/text", "Range", "bytes=0-1", "If-Range", tag).status())
          .isEqualTo(206);
      assertThat(server.get("/text", "Range", "bytes=0-1", "If-Range", date).status())
          .isEqualTo(206);
      assertThat(server.get("/text", "Range", "bytes=0-1", "If-Range", "W/" + tag).status())
          .isEqualTo(200);
      assertThat(server.get("/text", "Range", "bytes=0-1", "If-Range", "\"1.x\"").status())
          .isEqualTo(200);
      assertThat(server.get("/text", "Range", "bytes=9999-", "If-None-Match", tag).status())
          .isEqualTo(304);
    }

    @Test
    @DisplayName("a part of long content is read alone")
    void staged() {
      byte[] content = new byte[300_000];
      new Random(7).nextBytes(content);
      server.send("PUT", "/long", content);

      assertThat(server.get("/long", "Range", "bytes=65530-65545").bytes())
          .isEqualTo(java.util.Arrays.copyOfRange(content, 65_530, 65_546));
    }
  }

  @Nested
  @DisplayName("§8.4 codings")
  class Codings {

    @Test
    @DisplayName("gzip and zstd by Accept-Encoding, each with a tag of its own, and Vary")
    void coded() throws Exception {
      Reply gzip = server.get("/text", "Accept-Encoding", "gzip");
      Reply zstd = server.get("/text", "Accept-Encoding", "gzip, zstd");

      assertThat(gzip.field("Content-Encoding")).isEqualTo("gzip");
      assertThat(gzip.etag()).isEqualTo(suffixed(".gzip"));
      assertThat(gzip.field("Vary")).contains("Accept-Encoding");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())).readAllBytes())
          .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
      assertThat(zstd.field("Content-Encoding")).isEqualTo("zstd");
      assertThat(new String(Zstd.decompress(zstd.bytes(), TEXT.length()), StandardCharsets.UTF_8))
          .isEqualTo(TEXT);
    }

    @Test
    @DisplayName("weights are heeded: q=0 refuses, identity may be preferred")
    void weights() {
      assertThat(
              server
                  .get("/text", "Accept-Encoding", "gzip;q=0, zstd;q=0")
                  .field("Content-Encoding"))
          .isEmpty();
      assertThat(
              server
                  .get("/text", "Accept-Encoding", "gzip;q=0.2, identity")
                  .field("Content-Encoding"))
          .isEmpty();
      assertThat(
              server
                  .get("/text", "Accept-Encoding", "zstd;q=0.2, gzip;q=0.8")
                  .field("Content-Encoding"))
          .isEqualTo("gzip");
      assertThat(server.get("/text", "Accept-Encoding", "*").field("Content-Encoding"))
          .isEqualTo("zstd");
    }

    @Test
    @DisplayName("304 for the tag of the coding that is selected, not for that of another")
    void revalidation() {
      String gzip = suffixed(".gzip");

      assertThat(server.get("/text", "Accept-Encoding", "gzip", "If-None-Match", gzip).status())
          .isEqualTo(304);
      assertThat(server.get("/text", "If-None-Match", gzip).status()).isEqualTo(200);
      assertThat(server.get("/text", "If-None-Match", suffixed("-gzip")).status()).isEqualTo(304);
    }

    @Test
    @DisplayName("on GET, If-Match with the plain tag or that of any coding holds in every coding")
    void ifMatchOnRead() {
      for (String sent : new String[] {tag, suffixed(".gzip"), suffixed(".zstd")}) {
        assertThat(server.get("/text", "Accept-Encoding", "gzip", "If-Match", sent).status())
            .isEqualTo(200);
        assertThat(server.get("/text", "If-Match", sent).status()).isEqualTo(200);
      }
      assertThat(server.get("/text", "Accept-Encoding", "gzip", "If-Match", "W/" + tag).status())
          .isEqualTo(412);
    }

    @Test
    @DisplayName("in If-Match a coding's tag and the suffixes of intermediaries name the version")
    void writes() {
      String current = server.put("/edited", TEXT, "Content-Type", "text/plain").etag();
      for (String suffix :
          new String[] {
            ".gzip", ".zstd", "-gzip", "--gzip", ";gzip", "-br", ";zstd", "--deflate"
          }) {
        String coded = current.substring(0, current.length() - 1) + suffix + "\"";
        Reply saved = server.put("/edited", TEXT, "Content-Type", "text/plain", "If-Match", coded);
        assertThat(saved.status()).as(suffix).isEqualTo(204);
        current = saved.etag();
      }
      String other = current.substring(0, current.length() - 1) + ".lzma\"";
      assertThat(server.put("/edited", TEXT, "If-Match", other).status()).isEqualTo(412);
    }

    @Test
    @DisplayName("short content and content that is compressed already are sent as they are")
    void uncoded() {
      server.put("/short", "short", "Content-Type", "text/plain");
      server.put("/image", TEXT, "Content-Type", "image/png");

      assertThat(server.get("/short", "Accept-Encoding", "gzip").field("Content-Encoding"))
          .isEmpty();
      assertThat(server.get("/image", "Accept-Encoding", "gzip").field("Content-Encoding"))
          .isEmpty();
    }
  }
}
