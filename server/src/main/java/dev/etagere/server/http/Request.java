package dev.etagere.server.http;

import dev.etagere.server.callers.Caller;
import dev.etagere.server.callers.Standing;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * One request, free of the engine that received it.
 *
 * @param method as sent; methods are case-sensitive
 * @param target what it is about
 * @param origin scheme and authority by which the client reached the server: {@code
 *     http://127.0.0.1:8412}
 * @param fields its header
 * @param content its content, to be read once; reading it answers {@code Expect: 100-continue}
 * @param contentLength the length that was declared, nothing where it is chunked or there is no
 *     content
 * @param hasContent whether the header announces content
 * @param id names this request in logs and problems
 * @param caller who sends it
 * @param standing whether that one may still have what it asks for
 */
public record Request(
    String method,
    Target target,
    String origin,
    FieldLines fields,
    InputStream content,
    OptionalLong contentLength,
    boolean hasContent,
    String id,
    Caller caller,
    Standing standing) {

  /** Whether the method is GET or HEAD. */
  public boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Whether the client waits for 100 (Continue) before it sends the content. */
  public boolean expectsContinue() {
    return fields.lines("Expect").stream().anyMatch("100-continue"::equalsIgnoreCase);
  }

  /** The same request with other fields. */
  public Request with(FieldLines others) {
    return new Request(
        method, target, origin, others, content, contentLength, hasContent, id, caller, standing);
  }

  /** The same request, sent by somebody known. */
  public Request by(Caller known) {
    return by(known, standing);
  }

  /** The same request, sent by somebody known for as long as that one's standing holds. */
  public Request by(Caller authenticated, Standing lasting) {
    return new Request(
        method,
        target,
        origin,
        fields,
        content,
        contentLength,
        hasContent,
        id,
        authenticated,
        lasting);
  }
}
