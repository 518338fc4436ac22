package dev.etagere.client;

import dev.etagere.merge.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something was not done: the problem that the server sent (RFC 9457), or what is known where
 * it sent none.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Failures.java" region="problem"}
 *
 * @param status the status code of the reply; 0 if the client itself refused to send the request
 * @param error a stable code, such as {@code precondition_failed}; empty if the server gave none
 * @param reason a stable code that says more, such as {@code stale}; empty if there is none
 * @param title a few words
 * @param detail a sentence that says what to do; the beginning of the body where the server sent no
 *     problem
 * @param requestId by which the server's log knows the request; empty if it gave none
 * @param members the whole problem as it was sent, with all extensions
 */
public record Problem(
    int status,
    String error,
    String reason,
    String title,
    String detail,
    String requestId,
    JsonObject members) {
  private static final int SHOWN = 200;

  static Problem of(Reply reply) {
    return isProblem(reply.fields()) ? sent(reply) : unexplained(reply);
  }

  /** A refusal of the client's own. */
  static Problem own(String error, String title, String detail) {
    return new Problem(0, error, "", title, detail, "", JsonObject.EMPTY);
  }

  /** One that stands within another. */
  static Problem of(JsonMembers members) {
    int status = members.whole("status").orElse(0L).intValue();
    return described(members, status, members.string("request_id").orElse(""));
  }

  private static boolean isProblem(Fields fields) {
    return fields
        .first("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/problem+json"))
        .orElse(false);
  }

  private static Problem sent(Reply reply) {
    return described(JsonMembers.of(reply.body()), reply.status(), requestId(reply));
  }

  private static Problem described(JsonMembers members, int status, String requestId) {
    return new Problem(
        status,
        members.string("error").orElse(""),
        members.string("reason").orElse(""),
        members.string("title").orElse("status " + status),
        members.string("detail").orElse(""),
        requestId,
        members.object());
  }

  private static Problem unexplained(Reply reply) {
    String body = new String(reply.body(), StandardCharsets.UTF_8).strip();
    String shown = body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
    String title = "status " + reply.status();
    return new Problem(reply.status(), "", "", title, shown, requestId(reply), JsonObject.EMPTY);
  }

  private static String requestId(Reply reply) {
    return reply.fields().first("Request-Id").orElse("");
  }

  /** Whether the server explains itself as Etagere does, and so keeps idempotency keys. */
  boolean isEtagere() {
    return !error.isEmpty() && members.get("request_id").isPresent();
  }

  /** A member of the problem that is a string, such as {@code modified_by}. */
  public Optional<String> extension(String name) {
    return new JsonMembers(members).string(name);
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? title : title + ": " + detail;
  }
}
