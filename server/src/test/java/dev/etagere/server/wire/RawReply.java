package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response as it came.
 *
 * @param status its status code
 * @param fields its header, line by line
 * @param content its content
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RawReply(int status, List<String> fields, byte[] content) {

  static RawReply of(String statusLine, List<String> fields) {
    assertThat(statusLine).startsWith("HTTP/1.1 ");
    return new RawReply(Integer.parseInt(statusLine.substring(9, 12)), fields, new byte[0]);
  }

  RawReply with(byte[] bytes) {
    return new RawReply(status, fields, bytes);
  }

  boolean has(String name) {
    return fields.stream().anyMatch(line -> isOf(line, name));
  }

  /** The value of the first line of a field; empty where there is none. */
  String field(String name) {
    return fields.stream()
        .filter(line -> isOf(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static boolean isOf(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(content);
  }

  /** Checks that it is a refusal of the client's request, as a whole problem document. */
  RawReply isRefusal() {
    assertThat(status).as(text()).isBetween(400, 499);
    return isProblem();
  }

  /** Checks that it is a whole problem document that says what to do. */
  RawReply isProblem() {
    assertThat(field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(json().path("type").asString()).endsWith("/" + json().path("error").asString());
    assertThat(json().path("request_id").asString()).isEqualTo(field("Request-Id")).isNotEmpty();
    assertThat(json().path("detail").asString()).matches(".{20,}[.)]");
    return this;
  }
}
