package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Request targets, as they stand in the request line")
class RequestTargetTest {

  private static WireServer server;

  @BeforeAll
  static void start() {
    server = new WireServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName(
      "a path that differs in anything but the spelling of unreserved characters is another")
  void distinct() {
    server.stored("/t/a", "plain");
    server.stored("/t/a.", "dot");
    server.stored("/t/a%2Fb", "encoded slash");
    server.stored("/t/a/b", "slash");
    server.stored("/t/a%2E%2e.", "dots");
    server.stored("/t/%C3%A9", "e acute");

    assertThat(server.get("/t/%61").text()).isEqualTo("plain");
    assertThat(server.get("/t/a%2e").text()).isEqualTo("dot");
    assertThat(server.get("/t/a%2fb").text()).isEqualTo("encoded slash");
    assertThat(server.get("/t/a/b").text()).isEqualTo("slash");
    assertThat(server.get("/t/a...").text()).isEqualTo("dots");
    assertThat(server.get("/t/\u00c3\u00a9").text()).isEqualTo("e acute"); // UTF-8, byte by byte
    assertThat(server.get("/t/A").status()).isEqualTo(404);
    assertThat(server.get("/t/a%20").status()).isEqualTo(404);
    assertThat(server.get("/t/a;v=1").status()).isEqualTo(404);
    assertThat(server.get("/t/a%3Fb").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//t/x",
        "/t//x",
        "/t/x//",
        "///",
        "/t/./x",
        "/t/../x",
        "/t/x/..",
        "/t/%2e%2E/x",
        "/t/.%2e/x",
        "/t/x%0a",
        "/t/x%0d%0aSet-Cookie:%20a",
        "/t/x%1F",
        "/t/x%7f",
        "/t/x%00",
        "/t/x%",
        "/t/x%4",
        "/t/x%zz",
        "/t/\u00e9", // neither ASCII nor UTF-8
        "/t/\u00c3",
        "/t/x#part",
        "t/x",
        "?t",
        "*",
        "etagere:80",
        "http://[::1]:port/t/x",
        "http://a b/t/x",
        "\u0000",
        "/t/x\u0001",
        "/t/x\ty"
      })
  @DisplayName("what names no resource is refused, read or written, and the writes store nothing")
  void refused(String target) {
    assertThat(server.get(target).isRefusal().status()).isEqualTo(400);
    assertThat(server.exchange("HEAD " + target + " HTTP/1.1\r\n" + LAST).status()).isEqualTo(400);
    assertThat(server.exchange(WireServer.put(target, "x")).isRefusal().status()).isIn(400, 405);
    server.assertNothingAt("/t/x");
    server.assertNothingAt("/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE", "PATCH", "PURGE"})
  @DisplayName(
      "a malformed path is refused whatever the method, and written down nowhere as a path")
  void malformedPathOfAnyMethod(String method) {
    server.exchange(method + " /t//y HTTP/1.1\r\nContent-Length: 0\r\n" + LAST).isRefusal();
  }

  @Test
  @DisplayName("two byte sequences that are not UTF-8 do not name the same resource")
  void notUtf8() {
    assertThat(server.exchange(WireServer.put("/t/\u00e9", "x")).status()).isEqualTo(400);
    assertThat(server.get("/t/\u00e8").status()).isEqualTo(400);
    server.stored("/t/%E9", "encoded");
    assertThat(server.get("/t/%E8").status()).isEqualTo(404);
    assertThat(server.get("/t/%e9").text()).isEqualTo("encoded");
  }

  @Test
  @DisplayName("RFC 9112 §3.2.2: of an absolute target and Host, the target counts")
  void absolute() {
    server.stored("/t/absolute", "here");

    assertThat(server.get("http://etagere/t/absolute").text()).isEqualTo("here");
    assertThat(server.get("http://elsewhere.example:99/t/absolute?x=y").text()).isEqualTo("here");
    assertThat(server.get("HTTP://Elsewhere.Example/t/absolute").text()).isEqualTo("here");
    RawReply missing = server.get("http://elsewhere.example:99/t/none").isRefusal();
    assertThat(missing.json().path("type").asString())
        .startsWith("http://elsewhere.example:99/-/problems/");
  }

  @Test
  @DisplayName("an authority alone is the root collection; the own space is reached by no detour")
  void ownSpace() {
    assertThat(server.get("http://etagere").status()).isIn(200, 400, 404);
    for (String target :
        new String[] {"/%2D/health/live", "/t/../-/tokens", "/-%2Ftokens", "/-/../t/a"}) {
      assertThat(server.get(target).isRefusal().status()).as(target).isIn(400, 404);
    }
  }

  @Test
  @DisplayName("a malformed query is no failure: resources have none, the own pages refuse it")
  void query() {
    server.stored("/t/query", "here");

    assertThat(server.get("/t/query?x=%zz&%").text()).isEqualTo("here");
    assertThat(server.get("/-/changes?after=%zz").isRefusal().status()).isEqualTo(400);
    assertThat(server.get("/t/?limit=%").isRefusal().status()).isEqualTo(400);
    assertThat(server.get("/-/versions/t/query?number=%00").isRefusal().status()).isEqualTo(400);
  }

  @Test
  @DisplayName("a long target is 414, whether of path or query; a long path within it 400")
  void longTargets() {
    assertThat(server.get("/" + "a".repeat(1_024)).isRefusal().status()).isEqualTo(400);
    for (int length : new int[] {9_000, 20_000, 2_000_000}) {
      assertThat(server.get("/" + "a".repeat(length)).isRefusal().status()).isEqualTo(414);
      assertThat(server.get("/t/a?" + "a".repeat(length)).isRefusal().status()).isEqualTo(414);
    }
  }
}
