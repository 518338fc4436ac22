package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.InMemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9530: the digests of replies")
class ReplyDigestsTest {

  private static final byte[] TEXT = "0123456789".repeat(200).getBytes(StandardCharsets.UTF_8);
  private static final byte[] LONG = "abcdefghij".repeat(20_000).getBytes(StandardCharsets.UTF_8);
  private static final String[] BOTH_WANTED = {
    "Want-Repr-Digest", "sha-256=1", "Want-Content-Digest", "sha-256=1"
  };

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    server.send("PUT", "/d/text", TEXT, "Content-Type", "text/plain");
    server.send("PUT", "/d/long", LONG, "Content-Type", "text/plain");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String sha256(byte[] bytes) {
    return digest("sha-256", bytes);
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      return algorithm + "=:" + Base64.getEncoder().encodeToString(digest) + ":";
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Reply wantingBoth(String method, String path, String name, String value) {
    return server.send(
        method, path, BOTH_WANTED[0], BOTH_WANTED[1], BOTH_WANTED[2], BOTH_WANTED[3], name, value);
  }

  @Test
  @DisplayName("§4: Want-Repr-Digest and Want-Content-Digest get theirs, and nobody else any")
  void wanted() {
    Reply both =
        server.get("/d/text", "Want-Repr-Digest", "sha-256=1", "Want-Content-Digest", "sha-512=1");
    Reply none = server.get("/d/text");

    assertThat(both.field("Repr-Digest")).isEqualTo(sha256(TEXT));
    assertThat(both.field("Content-Digest")).isEqualTo(digest("sha-512", TEXT));
    assertThat(none.field("Repr-Digest")).isEmpty();
    assertThat(none.field("Content-Digest")).isEmpty();
  }

  @Test
  @DisplayName("§4: the heaviest known algorithm is taken; 0, unknown and malformed ones are not")
  void weights() {
    assertThat(wants("sha-256=3, sha-512=10, unixsum=10")).startsWith("sha-512=");
    assertThat(wants("sha-256=3, sha-512=0")).startsWith("sha-256=");
    assertThat(wants("sha-256;q=1, sha-512=1;x=\",\" ,md5=9")).startsWith("sha-512=");
    assertThat(wants("sha-256=1,sha-512=1")).startsWith("sha-256=");
    for (String nothing :
        new String[] {"sha-256=0", "md5=10", "sha-256", "sha-256=11", "sha-256=-1", "=,;\""}) {
      assertThat(wants(nothing)).as(nothing).isEmpty();
    }
  }

  private static String wants(String algorithms) {
    return server.get("/d/text", "Want-Repr-Digest", algorithms).field("Repr-Digest");
  }

  @Test
  @DisplayName("§3: Repr-Digest on HEAD is that of GET; there is no content to digest")
  void head() {
    Reply reply = wantingBoth("HEAD", "/d/text", "Accept", "*/*");

    assertThat(reply.field("Repr-Digest")).isEqualTo(sha256(TEXT));
    assertThat(reply.field("Content-Digest")).isEmpty();
  }

  @Test
  @DisplayName("an errand is run once, and so has no digest ahead of its lines")
  void errand() {
    String operator = "0123456789abcdef0123456789abcdef";
    ServerOptions options = RunningServer.options().with(new ControlSecret(operator));
    try (RunningServer guarded = new RunningServer(new InMemoryStore(), options)) {
      Reply verified =
          guarded.send(
              "POST",
              "/-/verify",
              "Authorization",
              "Bearer " + operator,
              "Want-Content-Digest",
              "sha-256=1");

      assertThat(verified.status()).isEqualTo(200);
      assertThat(verified.text()).contains("done");
      assertThat(verified.field("Content-Digest")).isEmpty();
    }
  }

  @Test
  @DisplayName("§2: of a part, Content-Digest is the part's and Repr-Digest the whole's")
  void partial() {
    for (String path : new String[] {"/d/text", "/d/long"}) {
      byte[] whole = path.equals("/d/text") ? TEXT : LONG;
      for (String range : new String[] {"bytes=5-9", "bytes=0-1,100-200"}) {
        Reply reply = wantingBoth("GET", path, "Range", range);

        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.field("Content-Digest")).isEqualTo(sha256(reply.bytes()));
        assertThat(reply.field("Repr-Digest")).isEqualTo(sha256(whole));
      }
    }
  }

  @Test
  @DisplayName("§2, §3: a coded representation is digested as it is coded, long or short")
  void coded() {
    for (String path : new String[] {"/d/text", "/d/long"}) {
      for (String coding : new String[] {"gzip", "zstd", "identity"}) {
        Reply reply = wantingBoth("GET", path, "Accept-Encoding", coding);

        assertThat(reply.field("Content-Digest")).as(coding).isEqualTo(sha256(reply.bytes()));
        assertThat(reply.field("Repr-Digest")).as(coding).isEqualTo(sha256(reply.bytes()));
      }
    }
  }

  @Test
  @DisplayName("problems, pages and the replies to writes have digests, too; 304 has none")
  void others() {
    String tag = server.get("/d/text").etag();
    for (Reply reply :
        new Reply[] {
          server.get("/d/nothing", "Want-Content-Digest", "sha-256=1"),
          server.get("/d/", "Want-Content-Digest", "sha-256=1"),
          server.get("/-/console/", "Want-Content-Digest", "sha-256=1"),
          server.put(
              "/d/new", "x", "Prefer", "return=representation", "Want-Content-Digest", "sha-256=1")
        }) {
      assertThat(reply.field("Content-Digest")).isEqualTo(sha256(reply.bytes()));
      assertThat(reply.bytes()).isNotEmpty();
    }
    assertThat(wantingBoth("GET", "/d/text", "If-None-Match", tag).field("Repr-Digest")).isEmpty();
  }

  @Test
  @DisplayName("what is longer than 64 MiB is not read twice, and comes without")
  void tooLong() {
    server.send("PUT", "/d/large", new byte[(64 << 20) + 1]);

    Reply reply = wantingBoth("HEAD", "/d/large", "Accept", "*/*");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Repr-Digest")).isEmpty();
  }
}
