package dev.etagere.server.http;

import dev.etagere.conditions.HttpDate;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty itself refuses (a malformed header, say) becomes a problem document like all others. A
 * request that cannot be read is the client's to mend, whatever keeps it from being read: 4xx.
 */
final class JettyErrors implements Request.Handler {

  /** What to do where Jetty's reason contains a sign; the first that fits counts. */
  private record Advice(String sign, String sentence) {}

  private static final List<Advice> ADVICE =
      List.of(
          new Advice("and Content-Length", "Send Content-Length or Transfer-Encoding, not both."),
          new Advice("Content-Length", "Send one Content-Length, in decimal digits."),
          new Advice("Transfer-Encoding", "The only transfer coding is chunked, named once."),
          new Advice("Host", "Send one Host field, with the name and port of the server."),
          new Advice("Authority", "Name the server in Host by its name and port alone."),
          new Advice("Version", "Send the request as HTTP/1.1."),
          new Advice("HTTP/0.9", "Send the request as HTTP/1.1."),
          new Advice("Upgrade Required", "Send the request as HTTP/1.1."),
          new Advice("Folding", "Write each header field on one line, its name first."),
          new Advice("EOL", "End each line of the header with CR and LF."),
          new Advice("LF line", "End each line of the header with CR and LF."),
          new Advice("Fragment", "Send the target without its fragment: # and what follows."),
          new Advice(
              "Illegal character",
              "Percent-encode the target; in field names and values, leave out control characters."),
          new Advice("URI", "Send a target that begins with a slash, or a whole http URI."));

  private static final String MALFORMED =
      "Send a request line of method, target and HTTP/1.1; two hexadecimal digits follow each percent sign of the target.";

  private final RequestIds ids;
  private final CrossOriginSharing sharing;

  JettyErrors(RequestIds ids, CrossOriginSharing sharing) {
    this.ids = ids;
    this.sharing = sharing;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ProblemKind kind = kind(response.getStatus());
    String id = ids.of(request.getHeaders()::getValuesList);
    Problem problem = Problem.of(kind, detail(kind, request));
    byte[] document = Json.indented(ProblemFilter.document(problem, "", "", id));
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(kind.status());
    headers.put(HttpHeader.DATE, HttpDate.format(Instant.now()));
    headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, document.length);
    headers.put("Request-Id", id);
    sharing.describe(request.getHeaders()::getValuesList, headers::add);
    response.write(
        true,
        request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(document),
        callback);
    return true;
  }

  private static ProblemKind kind(int status) {
    ProblemKind kind = ProblemKind.ofStatus(status);
    return switch (kind) {
      case NOT_IMPLEMENTED, VERSION_NOT_SUPPORTED -> ProblemKind.BAD_REQUEST;
      default -> kind;
    };
  }

  private static String detail(ProblemKind kind, Request request) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    return kind == ProblemKind.BAD_REQUEST && message != null
        ? advice(message.toString())
        : kind.help();
  }

  private static String advice(String reason) {
    return ADVICE.stream()
        .filter(advice -> reason.contains(advice.sign()))
        .findFirst()
        .map(advice -> "%s (%s)".formatted(advice.sentence(), reason))
        .orElse(MALFORMED);
  }
}
