package dev.etagere.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * A request on HTTP/2 whose content is not wanted: what becomes of that content after the reply is
 * no failure of the exchange, and the client is told so (RFC 9113 §8.1: NO_ERROR).
 */
final class Answered extends HttpStream.Wrapper {

  private volatile boolean isAnswered;

  Answered(HttpStream wrapped) {
    super(wrapped);
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    isAnswered |= last;
    super.send(request, response, last, content, callback);
  }

  @Override
  public void failed(Throwable failure) {
    super.failed(isAnswered ? CONTENT_NOT_CONSUMED : failure);
  }
}
