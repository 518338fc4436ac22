package dev.etagere.server.http;

import dev.etagere.server.Limits;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.callers.Standing;
import dev.etagere.storage.Store;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/** Translates between Jetty's requests and responses and Etagere's. */
final class JettyHandler extends org.eclipse.jetty.server.Handler.Abstract {

  private static final Set<String> WITH_CONTENT = Set.of("PUT", "PATCH", "POST");

  private final Handler handler;
  private final RequestIds ids;
  private final Limits limits;
  private final CrossOriginSharing sharing;
  private final DateField date = new DateField();

  JettyHandler(Handler handler, RequestIds ids, Limits limits, CrossOriginSharing sharing) {
    this.handler = handler;
    this.ids = ids;
    this.limits = limits;
    this.sharing = sharing;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request in, org.eclipse.jetty.server.Response out, Callback callback)
      throws Exception {
    Completion completion = new Completion(TimedEndPoint.of(in), isMultiplexed(in));
    org.eclipse.jetty.server.Request.addCompletionListener(in, completion);
    Request request = translated(in);
    Response response = answer(request);
    completion.of(response);
    if (!request.isRead() && isMultiplexed(in)) {
      UnreadContent.discard(request);
      in.addHttpStreamWrapper(Answered::new);
    }
    if (isWithoutKnownLength(response, request)) {
      in.addHttpStreamWrapper(Lengthless::new);
    }
    readRest(request);
    if (request.hasContent() && !isMultiplexed(in) && !in.consumeAvailable()) {
      out.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    send(response, request, out, callback);
    return true;
  }

  /**
   * Waits for the rest of short content that was refused unread: the client is sending it anyway,
   * and the connection can go on. With longer content the connection ends, and the response says
   * so.
   */
  private static void readRest(Request request) {
    if (!WITH_CONTENT.contains(request.method()) || request.expectsContinue()) {
      return;
    }
    try {
      if (request.contentLength().orElse(0) <= Store.INLINE_LIMIT
          && request.content().read() >= 0) {
        request.content().transferTo(OutputStream.nullOutputStream());
      }
    } catch (java.io.IOException | Refusal neverCame) {
      // the response tells what is wrong with the request already
    }
  }

  private static boolean isMultiplexed(org.eclipse.jetty.server.Request in) {
    return in.getConnectionMetaData().getHttpVersion().getVersion()
        >= HttpVersion.HTTP_2.getVersion();
  }

  /** Whether no content is sent, though that of a 200 to GET would have some length. */
  private static boolean isWithoutKnownLength(Response response, Request request) {
    boolean isStreamed =
        response.payload() instanceof Payload.Streamed streamed && streamed.length() < 0;
    return response.status() == 304 || request.method().equals("HEAD") && isStreamed;
  }

  private Response answer(Request request) throws java.io.IOException {
    Optional<Problem> unread = unread(request);
    return unread.isPresent()
        ? ProblemFilter.response(unread.get(), request.origin(), "", request.id())
        : handler.handle(request);
  }

  /** What keeps a request from being read at all, whoever sent it. */
  private Optional<Problem> unread(Request request) {
    if (request.target().length() > limits.targetBytes()) {
      return Optional.of(
          Problem.of(
              ProblemKind.URI_TOO_LONG,
              "Use a request target of at most " + limits.targetBytes() + " bytes."));
    }
    // RFC 9112 §6.1: what is coded otherwise would be taken for what it stands for
    List<String> codings = request.fields().lines("Transfer-Encoding");
    return codings.isEmpty() || codings.stream().allMatch("chunked"::equalsIgnoreCase)
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemKind.BAD_REQUEST,
                "The only transfer coding here is chunked; name others in Content-Encoding."));
  }

  private Request translated(org.eclipse.jetty.server.Request in) {
    HttpFields headers = in.getHeaders();
    FieldLines fields = headers::getValuesList;
    boolean hasContent = hasContent(headers);
    boolean isRead = HttpMethod.GET.is(in.getMethod()) || HttpMethod.HEAD.is(in.getMethod());
    return new Request(
        in.getMethod(),
        target(in.getHttpURI()),
        origin(in),
        fields,
        isRead && !hasContent ? InputStream.nullInputStream() : content(in),
        length(headers),
        hasContent,
        ids.of(fields),
        Caller.ANYONE,
        Standing.LASTING);
  }

  private InputStream content(org.eclipse.jetty.server.Request in) {
    return new PacedContent(
        new ArrivingContent(Content.Source.asInputStream(in)),
        new Pace(limits.patience(), System::nanoTime));
  }

  private static Target target(HttpURI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    return new Target(path, query);
  }

  private static String origin(org.eclipse.jetty.server.Request in) {
    HttpURI uri = in.getHttpURI();
    return uri.getScheme()
        + "://"
        + org.eclipse.jetty.server.Request.getServerName(in)
        + port(in, uri.getScheme());
  }

  private static String port(org.eclipse.jetty.server.Request in, String scheme) {
    int port = org.eclipse.jetty.server.Request.getServerPort(in);
    boolean usual = port <= 0 || port == (scheme.equals("https") ? 443 : 80);
    return usual ? "" : ":" + port;
  }

  private static OptionalLong length(HttpFields headers) {
    long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  private static boolean hasContent(HttpFields headers) {
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  private void send(
      Response response, Request request, org.eclipse.jetty.server.Response out, Callback callback)
      throws java.io.IOException {
    out.setStatus(response.status());
    HttpFields.Mutable headers = out.getHeaders();
    headers.add(date.at(System.currentTimeMillis(), response));
    for (Field field : response.fields()) {
      headers.add(field.line());
    }
    sharing.describe(request.fields(), headers::add);
    headers.add("Request-Id", request.id());
    write(response.payload(), request.method().equals("HEAD"), out, callback);
  }

  private static void write(
      Payload payload, boolean head, org.eclipse.jetty.server.Response out, Callback callback)
      throws java.io.IOException {
    switch (payload) {
      case Payload.None none -> callback.succeeded();
      case Payload.Bytes content -> {
        out.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.bytes().length);
        if (head) {
          callback.succeeded();
        } else {
          out.write(true, ByteBuffer.wrap(content.bytes()), callback);
        }
      }
      case Payload.Streamed streamed -> stream(streamed, head, out, callback);
    }
  }

  private static void stream(
      Payload.Streamed streamed,
      boolean head,
      org.eclipse.jetty.server.Response out,
      Callback callback)
      throws java.io.IOException {
    if (streamed.length() >= 0) {
      out.getHeaders().put(HttpHeader.CONTENT_LENGTH, streamed.length());
    }
    if (!head) {
      try (OutputStream content = Content.Sink.asOutputStream(out)) {
        streamed.writer().writeTo(content);
      } catch (java.io.IOException | RuntimeException broken) {
        callback.failed(broken); // the header is gone: only a closed connection tells the client
        return;
      }
    }
    callback.succeeded();
  }
}
