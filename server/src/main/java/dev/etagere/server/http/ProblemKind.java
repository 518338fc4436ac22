package dev.etagere.server.http;

/** The kinds of problem (RFC 9457): one stable code, one status, one page of help each. */
public enum ProblemKind {
  BAD_REQUEST(
      400,
      "Bad request",
      "The request is not of the form that the server reads; detail says which part."),
  MALFORMED_PATH(
      400,
      "Malformed path",
      "A path has no dot segments, no empty segments, no control characters and at most 1,024 bytes once decoded."),
  MALFORMED_PRECONDITION(
      400,
      "Malformed precondition",
      "If-Match and If-None-Match take * alone, or up to 64 entity tags in double quotes: If-Match: \"7.6k9q2m7x0c4tj\"."
          + " A write whose precondition cannot be read is never performed."),
  MALFORMED_CONTENT(
      400,
      "Malformed content",
      "The content is not what its media type says. Nothing was stored. For JSON, line, column and pointer name the place."),
  DIGEST_MISMATCH(
      400,
      "Digest mismatch",
      "The content that arrived does not have the digest that was sent with it. Nothing was stored."),
  UNAUTHORIZED(
      401, "Credentials required", "Send Authorization: Bearer with a token of this server."),
  FORBIDDEN(403, "Forbidden", "The token does not allow this method on this path."),
  NOT_FOUND(
      404,
      "Not found",
      "Nothing is there. With reason deleted, something was: its history names the last version."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "The Allow header lists the methods that this resource has."),
  NOT_ACCEPTABLE(406, "Not acceptable", "None of the media types in Accept can be produced."),
  REQUEST_TIMEOUT(408, "Request timeout", "The request did not arrive in time. Send it again."),
  CONFLICT(
      409,
      "Conflict",
      "The request contradicts what is stored: reason tells how (unique, not_empty, patch_failed, merge_conflict,"
          + " base_unknown, busy). Nothing was changed."),
  GONE(410, "Gone", "What the request continues from is no longer kept. Begin anew."),
  LENGTH_REQUIRED(411, "Length required", "Send Content-Length, or the content in chunks."),
  PRECONDITION_FAILED(
      412,
      "Precondition failed",
      "The resource is not in the state that the request names. Nothing was changed. reason tells why: stale, weak,"
          + " foreign, unknown, absent, deleted, exists, modified_since, ambiguous_date."),
  CONTENT_TOO_LARGE(
      413,
      "Content too large",
      "The content is longer than this collection or server takes. Nothing was stored."),
  URI_TOO_LONG(414, "URI too long", "The request target is longer than the server reads."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported media type", "The content's media type or coding is not taken here."),
  RANGE_NOT_SATISFIABLE(
      416, "Range not satisfiable", "No byte of the range exists; Content-Range tells the length."),
  EXPECTATION_FAILED(
      417, "Expectation failed", "The only expectation that is met is 100-continue."),
  INVALID_CONTENT(
      422,
      "Invalid content",
      "The content is well formed, but the rules of the collection refuse it. Nothing was stored."),
  KEY_REUSED(
      422,
      "Idempotency key reused",
      "This Idempotency-Key was used for another request. Use a new key for each operation."),
  PRECONDITION_REQUIRED(
      428,
      "Precondition required",
      "A write on an existing resource says which version it replaces: send If-Match with the ETag that you read."
          + " Without it, somebody's newer work could be lost."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Slow down; Retry-After tells for how long."),
  FIELDS_TOO_LARGE(
      431, "Header fields too large", "The request's header is longer than the server reads."),
  INTERNAL_ERROR(
      500,
      "Internal error",
      "The server failed in a way nobody foresaw. request_id finds it in the log."),
  NOT_IMPLEMENTED(
      501, "Not implemented", "The server does not know this method or transfer coding."),
  UNAVAILABLE(
      503,
      "Unavailable",
      "The store does not answer, the server has more requests than it takes at once or no memory left for large content, or it is stopping. Nothing acknowledged is lost; try again."),
  VERSION_NOT_SUPPORTED(
      505, "HTTP version not supported", "The server speaks HTTP/1.1 and HTTP/2."),
  INSUFFICIENT_STORAGE(
      507,
      "Insufficient storage",
      "No room is left for writing; reads go on. Nothing acknowledged is lost.");

  private final int status;
  private final String title;
  private final String help;

  ProblemKind(int status, String title, String help) {
    this.status = status;
    this.title = title;
    this.help = help;
  }

  /** The member {@code error}: the stable code. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** What a person should know and do. */
  public String help() {
    return help;
  }

  /** The kind that stands for a status which the HTTP engine chose. */
  public static ProblemKind ofStatus(int status) {
    for (ProblemKind kind : values()) {
      if (kind.status == status) {
        return kind;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
  }
}
