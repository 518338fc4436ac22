package dev.etagere.server.resources;

import dev.etagere.conditions.Preconditions;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonPointer;
import dev.etagere.merge.JsonString;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Router;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation of a batch, as the client wrote it.
 *
 * @param index its place in the batch
 * @param method PUT, PATCH, POST or DELETE
 * @param path where; of a POST that of the new member
 * @param source the operation as JSON, references to paths and ids resolved
 * @param references whether its body may hold references to tags
 */
record BatchOperation(
    int index, String method, ResourcePath path, Json source, boolean references) {
  private static final String JSON = "application/json";
  private static final Set<String> TEXTS =
      Set.of("method", "path", "if_match", "if_none_match", "content_type", "content_encoding");
  private static final Set<String> METHODS = Set.of("PUT", "POST", "PATCH", "DELETE");

  /**
   * @throws Refusal if it has no method that a batch knows, or no path of a resource
   */
  static BatchOperation read(int index, Json source, boolean references, TimeOrderedIds ids) {
    refuseUnknown(index, source);
    String method = text(source, "method").orElse("");
    String path = path(source);
    if (!METHODS.contains(method)) {
      throw refused(index, "method is PUT, PATCH, POST or DELETE.");
    }
    boolean isCollection = path.endsWith("/");
    if (path.startsWith(Router.SPACE) || isCollection != method.equals("POST")) {
      throw refused(
          index, "PUT, PATCH and DELETE are for resources, POST for collections; none is for /-/.");
    }
    return new BatchOperation(
        index,
        method,
        PathSyntax.parse(isCollection ? path + ids.next() : path),
        source,
        references);
  }

  /** A condition that is misspelt, or no string, must not be passed over. */
  private static void refuseUnknown(int index, Json source) {
    if (!(source instanceof JsonObject object)) {
      throw refused(index, "an operation is an object.");
    }
    for (String name : object.names()) {
      boolean isText = object.get(name).filter(JsonString.class::isInstance).isPresent();
      if (!name.equals("body") && !(TEXTS.contains(name) && isText)) {
        throw refused(index, name + " is no member of an operation, or not a string.");
      }
    }
  }

  /** Whether the caller may do this: write there, and learn what a failing patch would tell. */
  Optional<Problem> forbidden(Caller caller) {
    Optional<Problem> forbidden =
        caller.mayWrite(path)
            ? Patching.forbidden(text(source, "content_type").orElse(""), path, caller)
                .filter(problem -> method.equals("PATCH"))
            : Optional.of(
                Problem.of(
                    ProblemKind.FORBIDDEN,
                    "Operation %d: the credentials do not allow it.".formatted(index)));
    return forbidden.map(problem -> problem.with("index", index));
  }

  /** Where an operation says that it writes; empty if it does not. */
  static String path(Json source) {
    return text(source, "path").orElse("");
  }

  /** The last segment of the path. */
  String id() {
    return path.value().substring(path.value().lastIndexOf('/') + 1);
  }

  Intent intent(Instant now, Contents contents) {
    Preconditions preconditions = Preconditions.of(this::lines, now);
    WellFormed.check(preconditions);
    return switch (method) {
      case "DELETE" ->
          new Intent(
              Intent.Method.DELETE, path, preconditions, current -> new Edit.Edited.Deleted());
      case "PATCH" ->
          new Intent(
              Intent.Method.PATCH, path, preconditions, referring(body -> patched(body, contents)));
      case "POST" ->
          new Intent(Intent.Method.CREATE, path, preconditions, referring(this::written));
      default -> new Intent(Intent.Method.PUT, path, preconditions, referring(this::written));
    };
  }

  /** What the body comes to, at once, or once the tags that it refers to are made. */
  private Edit referring(Function<Json, Edit> edit) {
    Json body = member(source, "body").orElseThrow(() -> refused(index, "this method has a body."));
    return references && References.nameTags(body)
        ? new ReferringEdit(body, edit)
        : edit.apply(body);
  }

  /** The field lines that the members of the operation stand for. */
  private List<String> lines(String field) {
    return switch (field) {
      case "If-Match" -> text(source, "if_match").stream().toList();
      case "If-None-Match" -> text(source, "if_none_match").stream().toList();
      default -> List.of();
    };
  }

  private Edit patched(Json body, Contents contents) {
    String mediaType = text(source, "content_type").orElse("");
    if (!Patching.accepts(mediaType)) {
      throw new Refusal(
          Patching.unsupported("Name the kind of patch in content_type.").with("index", index));
    }
    return Patching.of(mediaType, bytes(body, mediaType), contents);
  }

  private Edit written(Json body) {
    String mediaType = text(source, "content_type").orElse(JSON);
    if (!MediaType.isWellFormed(mediaType)) {
      throw refused(index, "content_type names a type and a subtype, such as application/json.");
    }
    Content content = Content.of(bytes(body, mediaType));
    if (content.length() > Store.INLINE_LIMIT) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.CONTENT_TOO_LARGE,
                  "A body in a batch has at most %d bytes; PUT longer ones by themselves."
                      .formatted(Store.INLINE_LIMIT))
              .with("index", index));
    }
    return current -> new Edit.Edited.Written(mediaType, content);
  }

  private byte[] bytes(Json body, String mediaType) {
    boolean encoded = isEncoded();
    boolean isJson = MediaType.isJson(mediaType);
    if (isJson && !encoded) {
      return body.bytes();
    }
    if (!(body instanceof JsonString string)) {
      throw refused(index, "A body that is not JSON is a string.");
    }
    if (!encoded) {
      return string.value().getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = decoded(string.value());
    if (isJson) {
      Json.check(bytes)
          .ifPresent(fault -> {
            throw new Refusal(JsonFaults.malformed(fault));
          });
    }
    return bytes;
  }

  private boolean isEncoded() {
    Optional<String> encoding = text(source, "content_encoding");
    if (encoding.isPresent() && !encoding.get().equals("base64")) {
      throw refused(index, "The only content_encoding is base64.");
    }
    return encoding.isPresent();
  }

  private byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw refused(index, "The body is not the base64 that content_encoding announces.");
    }
  }

  static Refusal refused(int index, String detail) {
    return new Refusal(
        Problem.of(ProblemKind.BAD_REQUEST, "Operation %d: %s".formatted(index, detail))
            .with("index", index));
  }

  private static Optional<Json> member(Json source, String name) {
    return JsonPointer.ROOT.child(name).in(source);
  }

  private static Optional<String> text(Json source, String name) {
    return member(source, name)
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).value());
  }
}
