package dev.etagere.server.callers;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.http.Router;
import dev.etagere.server.resources.PathSyntax;
import dev.etagere.storage.ResourcePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who sends a request, and whether that one may send it, before anything is looked up:
 * the answer is the same whether the resource exists or not.
 */
public final class Authentication implements Handler {

  private static final String SCHEME = "bearer ";

  /** What tells nothing of any resource is open to everybody. */
  private static final Set<String> OPEN = Set.of("health", "problems", "console", "openapi.json");

  /** Credentials that nobody has. */
  private static final String NOBODYS = "";

  /** Pages of the own space that speak of the resource whose path follows. */
  private static final Set<String> ABOUT_RESOURCE = Set.of("versions", "merge");

  private final Authenticator authenticator;
  private final Handler next;

  public Authentication(Authenticator authenticator, Handler next) {
    this.authenticator = authenticator;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Caller caller = admitted(request);
    return next.handle(request.by(caller, () -> readmit(request)));
  }

  private void readmit(Request request) {
    authenticator.refresh();
    admitted(request);
  }

  private Caller admitted(Request request) {
    Optional<String> credentials = credentials(request);
    // what is open is told without the store, which may be away
    if (credentials.isEmpty() && (isOpen(request) || !authenticator.isRequired())) {
      return request.caller();
    }
    Caller caller =
        credentials
            .flatMap(authenticator::authenticate)
            .orElseThrow(() -> new Refusal(unauthorized(credentials)));
    if (!isAllowed(request, caller)) {
      throw new Refusal(forbidden());
    }
    return caller;
  }

  private static Optional<String> credentials(Request request) {
    List<String> lines = request.fields().lines("Authorization");
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<String> tokens =
        lines.stream()
            .filter(line -> line.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(line -> line.substring(SCHEME.length()).strip())
            .toList();
    return tokens.size() > 1
        ? Optional.of(NOBODYS) // §5.3: whose of them counts is not told by any rule
        : tokens.stream().findFirst().or(() -> lines.stream().findFirst());
  }

  private static boolean isOpen(Request request) {
    return Router.isAsterisk(request)
        || Router.page(request.target().rawPath()).filter(OPEN::contains).isPresent();
  }

  private static boolean isAllowed(Request request, Caller caller) {
    if (isOpen(request)) {
      return true;
    }
    Optional<String> page = Router.page(request.target().rawPath());
    if (page.isEmpty() || page.get().equals("rules")) {
      return mayReach(PathSyntax.parse(request.target().rawPath()), caller, request.method());
    }
    if (ABOUT_RESOURCE.contains(page.get())) {
      String resource =
          request.target().rawPath().substring(Router.SPACE.length() + page.get().length());
      return mayReach(PathSyntax.parse(resource.isEmpty() ? "/" : resource), caller, "GET");
    }
    return true; // feeds, logs and batches show and do only what the caller may see and do
  }

  private static boolean mayReach(ResourcePath path, Caller caller, String method) {
    return switch (method) {
      case "GET", "HEAD" -> caller.mayRead(path);
      case "OPTIONS" -> caller.mayRead(path) || caller.mayWrite(path);
      default -> caller.mayWrite(path);
    };
  }

  private static Problem unauthorized(Optional<String> credentials) {
    String detail =
        credentials.isEmpty()
            ? "This server asks for credentials. Send Authorization: Bearer with a token."
            : "The credentials are not known here, or no longer. Send Authorization: Bearer with a valid token.";
    String challenge =
        "Bearer realm=\"etagere\"" + (credentials.isEmpty() ? "" : ", error=\"invalid_token\"");
    return Problem.of(ProblemKind.UNAUTHORIZED, detail).withField("WWW-Authenticate", challenge);
  }

  private static Problem forbidden() {
    return Problem.of(
            ProblemKind.FORBIDDEN, "The credentials do not allow this method on this path.")
        .withField("WWW-Authenticate", "Bearer realm=\"etagere\", error=\"insufficient_scope\"");
  }
}
