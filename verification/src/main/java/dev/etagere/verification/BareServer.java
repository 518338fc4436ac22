package dev.etagere.verification;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The least that Jetty can do for a GET with an entity tag: a map in memory, one handler, no
 * conditions but one equal tag, nothing durable. What Etagere's reads are compared with.
 */
public final class BareServer {

  private BareServer() {}

  private record Entry(String tag, ByteBuffer bytes) {}

  /**
   * @param arguments the port, and {@code virtual} for threads as Etagere has them; else Jetty is
   *     taken as it comes
   */
  public static void main(String[] arguments) throws Exception {
    boolean isVirtual = arguments.length > 1 && arguments[1].equals("virtual");
    Server server = isVirtual ? new Server(new VirtualThreadPool()) : new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    server.setHandler(new InMemory());
    server.start();
    System.out.println(
        "A bare server listens on http://127.0.0.1:" + connector.getLocalPort() + "/");
    server.join();
  }

  /** Keeps what is PUT, under a tag that counts. */
  private static final class InMemory extends Handler.Abstract {

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getPath();
      if (request.getMethod().equals("PUT")) {
        put(request, path, response, callback);
      } else {
        get(request, Optional.ofNullable(entries.get(path)), response, callback);
      }
      return true;
    }

    private void put(Request request, String path, Response response, Callback callback)
        throws Exception {
      ByteBuffer bytes =
          StandardCharsets.UTF_8.encode(Content.Source.asString(request, StandardCharsets.UTF_8));
      Entry made =
          entries.merge(
              path,
              new Entry("\"1\"", bytes),
              (old, first) -> new Entry("\"" + (number(old) + 1) + "\"", bytes));
      response.setStatus(204);
      response.getHeaders().put(HttpHeader.ETAG, made.tag());
      callback.succeeded();
    }

    private static long number(Entry entry) {
      return Long.parseLong(entry.tag().replace("\"", ""));
    }

    private static void get(
        Request request, Optional<Entry> found, Response response, Callback callback) {
      if (found.isEmpty()) {
        response.setStatus(404);
        callback.succeeded();
        return;
      }
      Entry entry = found.get();
      response.getHeaders().put(HttpHeader.ETAG, entry.tag());
      if (entry.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
        response.setStatus(304);
        callback.succeeded();
        return;
      }
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, entry.bytes().remaining());
      response.write(true, entry.bytes().duplicate(), callback);
    }
  }
}
