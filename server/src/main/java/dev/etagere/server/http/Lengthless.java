package dev.etagere.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * Leaves out the Content-Length of 0 that Jetty gives whatever has no content: on 304 and on
 * replies to HEAD it would be that of the representation (RFC 9110 §8.6).
 */
final class Lengthless extends HttpStream.Wrapper {

  Lengthless(HttpStream wrapped) {
    super(wrapped);
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    super.send(request, response == null ? null : lengthless(response), last, content, callback);
  }

  private static MetaData.Response lengthless(MetaData.Response response) {
    HttpFields.Mutable fields =
        HttpFields.build(response.getHttpFields()).remove(HttpHeader.CONTENT_LENGTH);
    if (response.getStatus() != 304 && response.getHttpVersion() == HttpVersion.HTTP_1_1) {
      fields.put(HttpHeader.TRANSFER_ENCODING, "chunked"); // as GET would have it
    }
    return new MetaData.Response(
        response.getStatus(), response.getReason(), response.getHttpVersion(), fields);
  }
}
