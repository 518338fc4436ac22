package dev.etagere.server.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Requests as nobody should send them: ordinary ones mixed with damaged and with made-up ones. */
final class HostileRequests {

  /** Few enough that requests meet one another's resources. */
  private static final int PATHS = 40;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "PUT", "PATCH", "DELETE", "POST", "OPTIONS", "TRACE", "put");

  private static final List<String> TARGETS =
      List.of(
          "/a/%d",
          "/a/%d",
          "/a/%d",
          "/a/",
          "/a/%d?x=%%zz",
          "//a/%d",
          "/a/../%d",
          "/a/%%2e%%2e/%d",
          "/a/%d%%00",
          "/\u00e9%d",
          "*",
          "http://x/a/%d",
          "/-/versions/a/%d",
          "/-/versions/a/%d?number=%%",
          "/-/changes?after=%d",
          "/-/changes?after=\u00ff",
          "/-/merge/a/%d",
          "/-/rules/a/",
          "/-/batch",
          "/-/conflicts?reason=%d",
          "/-/tokens",
          "/-/metrics",
          "/-/openapi.json",
          "/-/problems/%d",
          "/-/console/../%d");

  private static final List<String> FIELDS =
      List.of(
          "If-Match: *",
          "If-Match: \"1.0000000000000\"",
          "If-Match: W/\"\", , \"\u00ff\"",
          "If-Match: \"",
          "If-None-Match: *",
          "If-None-Match: \"a\"",
          "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
          "If-Unmodified-Since: Sunday, 99-Nov-94 08:49:37 GMT",
          "If-Range: \"a\"",
          "Range: bytes=0-0,-1,5-,99999999999999999999-",
          "Range: bytes=-0",
          "Accept-Encoding: gzip;q=1e9, zstd, *;q=0",
          "Content-Encoding: gzip",
          "Content-Encoding: zstd",
          "Content-Type: application/json",
          "Content-Type: application/json-patch+json",
          "Content-Type: application/merge-patch+json",
          "Content-Type: ;;;=\"",
          "Content-Digest: sha-256=:AAAA:",
          "Want-Repr-Digest: sha-256=10, sha-512=-1",
          "Idempotency-Key: \"k\"",
          "Idempotency-Key: k",
          "Prefer: merge, wait=1, return=representation",
          "Prefer: ;=,\"",
          "Merge-Base: \"1.0000000000000\"",
          "Expect: 100-continue",
          "Authorization: Bearer \u0080",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Content-Length: 7",
          "Content-Length: 99999999999",
          "Connection: close, upgrade",
          "Upgrade: h2c",
          "Host: b",
          "X: " + "x".repeat(20_000),
          "X:\u0000",
          " folded");

  private static final List<String> CONTENTS =
      List.of(
          "{\"a\":[1,2.50,{\"b\":null}]}",
          "[{\"op\":\"add\",\"path\":\"/a/-\",\"value\":1}]",
          "{\"operations\":[{\"method\":\"PUT\",\"path\":\"/a/1\",\"body\":{}}]}",
          "{\"base\":\"\\\"1.0000000000000\\\"\",\"document\":{}}",
          "{\"writes\":{\"put\":\"overwrite\"}}",
          "[".repeat(300),
          "5\r\nhello\r\n0\r\n\r\n",
          "\u001f\u008b\u0008\u0000",
          "");

  private final RandomGenerator random;

  HostileRequests(RandomGenerator random) {
    this.random = random;
  }

  /** What is sent on one connection. */
  byte[] next() {
    byte[] bytes = requests().getBytes(StandardCharsets.ISO_8859_1);
    return switch (random.nextInt(6)) {
      case 0 -> damaged(bytes);
      case 1 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2 -> noise();
      default -> bytes;
    };
  }

  private String requests() {
    StringBuilder requests = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      requests.append(request());
    }
    return requests.toString();
  }

  private String request() {
    String content = oneOf(CONTENTS);
    StringBuilder header = new StringBuilder();
    header.append(oneOf(METHODS)).append(' ');
    header
        .append(oneOf(TARGETS).formatted(random.nextInt(PATHS)))
        .append(" HTTP/1.1\r\nHost: a\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      header.append(oneOf(FIELDS)).append("\r\n");
    }
    if (random.nextInt(4) > 0) {
      header.append("Content-Length: ").append(content.length()).append("\r\n");
    }
    return header.append("\r\n").append(content).toString();
  }

  private byte[] damaged(byte[] bytes) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  private String oneOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
