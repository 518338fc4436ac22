package dev.etagere.server.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The server's own space: the first segment after {@code /-/} chooses who answers; all other paths
 * are resources.
 */
public final class Router implements Handler {

  /** Where the server's own space begins. */
  public static final String SPACE = "/-/";

  /** All that some resource of the server has. */
  private static final String METHODS = "OPTIONS, GET, HEAD, PUT, PATCH, DELETE, POST";

  private static final String ENCODED_SPACE = "/%2D/";

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
    return isAsterisk(request)
        ? Response.of(204).with("Allow", METHODS).with("Cache-Control", "no-store")
        : chosen(request.target().rawPath()).handle(request);
  }

  /** Whether the request asks about the server as a whole: {@code OPTIONS *} (§9.3.7). */
  public static boolean isAsterisk(Request request) {
    return request.method().equals("OPTIONS") && request.target().rawPath().equals("*");
  }

  private Handler chosen(String path) {
    Optional<String> page = page(path);
    if (page.isPresent()) {
      return own(page.get());
    }
    if (path.regionMatches(true, 0, ENCODED_SPACE, 0, ENCODED_SPACE.length())) {
      // the same path (RFC 3986 §6.2.2.2), and so no resource that could be read or written as one
      throw new Refusal(
          Problem.of(ProblemKind.NOT_FOUND, "The server's own space is written /-/, not encoded."));
    }
    return path.endsWith("/") ? collections : resources;
  }

  /** The first segment of a path in the server's own space; nothing for all other paths. */
  public static Optional<String> page(String rawPath) {
    if (!rawPath.startsWith(SPACE)) {
      return Optional.empty();
    }
    int end = rawPath.indexOf('/', SPACE.length());
    return Optional.of(rawPath.substring(SPACE.length(), end < 0 ? rawPath.length() : end));
  }

  private Handler own(String segment) {
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
