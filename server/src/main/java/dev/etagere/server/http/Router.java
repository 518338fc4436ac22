package dev.etagere.server.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server's own space: the first segment after {@code /-/} chooses who answers; all other paths
 * are resources.
 */
public final class Router implements Handler {

  /** Where the server's own space begins. */
  public static final String SPACE = "/-/";

  private final Handler resources;
  private final Handler collections;
  private final Map<String, Handler> own;

  /**
   * @param resources answers for every path outside {@link #SPACE} but those that end in a slash
   * @param collections answers for those
   * @param own answers by first segment: {@code health}, {@code versions}
   */
  public Router(Handler resources, Handler collections, Map<String, Handler> own) {
    this.resources = resources;
    this.collections = collections;
    this.own = new LinkedHashMap<>(own);
  }

  @Override
  public Response handle(Request request) throws IOException {
    String path = request.target().rawPath();
    return chosen(path).handle(request);
  }

  private Handler chosen(String path) {
    if (path.startsWith(SPACE)) {
      return own(path);
    }
    return path.endsWith("/") ? collections : resources;
  }

  private Handler own(String path) {
    int end = path.indexOf('/', SPACE.length());
    String segment = path.substring(SPACE.length(), end < 0 ? path.length() : end);
    Handler handler = own.get(segment);
    if (handler == null) {
      throw new Refusal(
          Problem.of(
              ProblemKind.NOT_FOUND,
              "The server's own space has no such page. It has: "
                  + String.join(", ", own.keySet())
                  + "."));
    }
    return handler;
  }
}
