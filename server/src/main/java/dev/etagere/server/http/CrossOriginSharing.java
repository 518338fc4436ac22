package dev.etagere.server.http;

import dev.etagere.server.CrossOrigin;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a response tells a browser of who may read it (Fetch, §3.2 and §3.3). */
public final class CrossOriginSharing {

  private static final String METHODS = "GET, HEAD, PUT, PATCH, DELETE, POST, OPTIONS";
  private static final String REQUEST_FIELDS = "Access-Control-Request-Headers";
  private static final String MAX_AGE_SECONDS = "600";

  private static final String EXPOSED =
      String.join(
          ", ",
          List.of(
              "ETag",
              "Last-Modified",
              "Location",
              "Link",
              "Request-Id",
              "Accept-Patch",
              "Accept-Post",
              "Accept-Ranges",
              "Allow",
              "Content-Digest",
              "Content-Encoding",
              "Content-Location",
              "Content-Range",
              "Date",
              "Etagere-Warning",
              "Preference-Applied",
              "Repr-Digest",
              "Retry-After",
              "Vary",
              "WWW-Authenticate"));

  private final CrossOrigin allowed;

  public CrossOriginSharing(CrossOrigin allowed) {
    this.allowed = allowed;
  }

  /** Adds the fields that every response has, whatever its status. */
  void describe(FieldLines request, BiConsumer<String, String> response) {
    if (!allowed.isOn()) {
      return;
    }
    if (!allowed.allowsAny()) {
      response.accept("Vary", "Origin");
    }
    origin(request)
        .ifPresent(origin -> {
          response.accept("Access-Control-Allow-Origin", origin);
          response.accept("Access-Control-Expose-Headers", EXPOSED);
          if (allowed.credentials()) {
            response.accept("Access-Control-Allow-Credentials", "true");
          }
        });
  }

  /** Whether the request comes from an origin that may use the server. */
  boolean admits(FieldLines request) {
    return allowed.isOn() && origin(request).isPresent();
  }

  /** The origin that may read the response, as the response names it. */
  private Optional<String> origin(FieldLines request) {
    return allowed.allowsAny()
        ? Optional.of("*")
        : request.single("Origin").filter(allowed.origins()::contains);
  }

  /**
   * Answers a preflight, which asks on behalf of a script what it may send. It comes without
   * credentials, and so is answered before anybody asks for some.
   *
   * @return nothing if the request is none, or the protocol is off
   */
  Optional<Response> preflight(Request request) {
    boolean asks =
        request.method().equals("OPTIONS")
            && request.fields().has("Origin")
            && request.fields().has("Access-Control-Request-Method");
    return allowed.isOn() && asks ? Optional.of(permission(request.fields())) : Optional.empty();
  }

  private Response permission(FieldLines request) {
    Response response =
        Response.of(204)
            .with("Cache-Control", "no-store")
            .with("Vary", "Access-Control-Request-Method, " + REQUEST_FIELDS);
    if (origin(request).isPresent()) {
      response
          .with("Access-Control-Allow-Methods", METHODS)
          .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
      names(request).ifPresent(names -> response.with("Access-Control-Allow-Headers", names));
    }
    return response;
  }

  /** The field names that the script wants to send: all of them may be sent. */
  private static Optional<String> names(FieldLines request) {
    String asked = String.join(",", request.lines(REQUEST_FIELDS));
    boolean areNames =
        asked
            .chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_, \t".indexOf(c) >= 0));
    return asked.isBlank() || !areNames ? Optional.empty() : Optional.of(asked);
  }
}
