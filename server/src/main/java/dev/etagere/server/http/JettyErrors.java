package dev.etagere.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty itself refuses (a malformed header, say) becomes a problem document like all others.
 */
final class JettyErrors implements Request.Handler {

  private final RequestIds ids;

  JettyErrors(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ProblemKind kind = ProblemKind.ofStatus(status);
    String id = ids.of(request.getHeaders()::getValuesList);
    Problem problem = Problem.of(kind, detail(kind, request));
    byte[] document = Json.indented(ProblemFilter.document(problem, "", "", id));
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(kind.status());
    headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, document.length);
    headers.put("Request-Id", id);
    response.write(
        true,
        request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(document),
        callback);
    return true;
  }

  private static String detail(ProblemKind kind, Request request) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    return message == null ? kind.help() : "%s (%s)".formatted(kind.help(), message);
  }
}
