package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Behind nginx, which compresses")
class NginxTest {

  private static final String TEXT = "the colour of the shelf, ".repeat(100);

  private static WireServer server;
  private static Optional<Nginx> nginx = Optional.empty();

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new WireServer();
    nginx = Optional.of(Nginx.before(server.port(), folder));
  }

  @AfterAll
  static void stop() {
    nginx.ifPresent(Nginx::close);
    server.close();
  }

  private static RawReply get(String path, String... lines) {
    return RawConnection.exchange(
        nginx.orElseThrow().port(),
        "GET " + path + " HTTP/1.1\r\n" + WireServer.header(lines) + LAST);
  }

  private static RawReply put(String path, String content, String... lines) {
    String[] all = java.util.Arrays.copyOf(lines, lines.length + 2);
    all[lines.length] = "Content-Type: text/plain";
    all[lines.length + 1] = "Connection: close";
    return RawConnection.exchange(nginx.orElseThrow().port(), WireServer.put(path, content, all));
  }

  private static String unzipped(RawReply reply) throws IOException {
    assertThat(reply.field("Content-Encoding")).isEqualTo("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(reply.content()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  @DisplayName("an ordinary edit works: read, write with the tag, lose to another with 412")
  void ordinaryEdit() {
    RawReply created = put("/n/edit", TEXT);
    assertThat(created.status()).isEqualTo(201);
    RawReply read = get("/n/edit");
    assertThat(read.text()).isEqualTo(TEXT);
    assertThat(read.field("ETag")).isEqualTo(created.field("ETag"));

    RawReply written = put("/n/edit", "mine", "If-Match: " + read.field("ETag"));
    assertThat(written.status()).isEqualTo(204);
    RawReply lost = put("/n/edit", "theirs", "If-Match: " + read.field("ETag"));
    assertThat(lost.isRefusal().status()).isEqualTo(412);
    assertThat(lost.json().path("reason").asString()).isEqualTo("stale");
    assertThat(lost.field("ETag")).isEqualTo(written.field("ETag"));
    assertThat(get("/n/edit").text()).isEqualTo("mine");
    assertThat(get("/n/edit", "If-None-Match: " + written.field("ETag")).status()).isEqualTo(304);
  }

  @Test
  @DisplayName("the server's own coding passes as it is, and its tag can be written with")
  void ownCoding() throws IOException {
    put("/n/own", TEXT);
    RawReply read = get("/n/own", "Accept-Encoding: gzip");
    assertThat(unzipped(read)).isEqualTo(TEXT);
    assertThat(read.field("ETag")).startsWith("\"1.").endsWith(".gzip\"");

    assertThat(
            get("/n/own", "Accept-Encoding: gzip", "If-None-Match: " + read.field("ETag")).status())
        .isEqualTo(304);
    assertThat(put("/n/own", "mine", "If-Match: " + read.field("ETag")).status()).isEqualTo(204);
  }

  @Test
  @DisplayName(
      "where nginx compresses it weakens the tag: 304 by it, but 412 weak on a write, and how to go on")
  void weakened() throws IOException {
    String etag = put("/plain/weak", TEXT).field("ETag");
    RawReply read = get("/plain/weak", "Accept-Encoding: gzip");
    assertThat(unzipped(read)).isEqualTo(TEXT);
    assertThat(read.field("ETag")).isEqualTo("W/" + etag);

    RawReply known = get("/plain/weak", "Accept-Encoding: gzip", "If-None-Match: W/" + etag);
    assertThat(known.status()).isEqualTo(304);
    RawReply refused = put("/plain/weak", "mine", "If-Match: W/" + etag);
    assertThat(refused.isRefusal().status()).isEqualTo(412);
    assertThat(refused.json().path("reason").asString()).isEqualTo("weak");
    String current = refused.json().path("current_etag").asString();
    assertThat(current).isEqualTo(etag);
    assertThat(put("/plain/weak", "mine", "If-Match: " + current).status()).isEqualTo(204);
  }

  @Test
  @DisplayName(
      "where nginx rewrites content it removes the tag: a write without one is asked for it")
  void removed() {
    String etag = put("/rewritten/a", TEXT).field("ETag");
    RawReply read = get("/rewritten/a");
    assertThat(read.text()).startsWith("the color of");
    assertThat(read.has("ETag")).isFalse();

    RawReply refused = put("/rewritten/a", "mine");
    assertThat(refused.isProblem().status()).isEqualTo(428);
    assertThat(refused.json().path("current_etag").asString()).isEqualTo(etag);
  }

  @Test
  @DisplayName("the suffixes that others add in nginx's place name the version, too")
  void suffixes() {
    String etag = put("/n/suffix", TEXT).field("ETag");
    String bare = etag.substring(1, etag.length() - 1);
    for (String suffix : new String[] {"-gzip", "--gzip", ";gzip", ".gzip", "-br", ";zstd"}) {
      String sent = "\"" + bare + suffix + "\"";
      RawReply written = put("/n/suffix", TEXT, "If-Match: " + sent);
      assertThat(written.status()).as(suffix).isEqualTo(204);
      bare = written.field("ETag").substring(1, written.field("ETag").length() - 1);
    }
  }
}
