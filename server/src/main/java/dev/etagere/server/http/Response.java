package dev.etagere.server.http;

import dev.etagere.conditions.HttpDate;
import dev.etagere.server.callers.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One response, free of the engine that sends it. It is built by one thread and then handed over.
 */
public final class Response {

  private static final Payload NO_CONTENT = new Payload.None();

  private final int status;
  private final List<Field> fields = new ArrayList<>(10);
  private Payload payload = NO_CONTENT;
  private Optional<Payload> whole = Optional.empty();
  private Optional<Refused> refused = Optional.empty();
  private Optional<Instant> modified = Optional.empty();
  private @Nullable Runnable afterwards;

  /**
   * That the response refuses something.
   *
   * @param problem why
   * @param caller whose request it was
   */
  public record Refused(Problem problem, Caller caller) {}

  private Response(int status) {
    this.status = status;
  }

  public static Response of(int status) {
    return new Response(status);
  }

  /** Adds a field line. */
  public Response with(String name, String value) {
    return with(Field.of(name, value));
  }

  /** Adds a field line. */
  public Response with(Field line) {
    fields.add(line);
    return this;
  }

  /** Adds Last-Modified. */
  public Response modified(Instant time) {
    this.modified = Optional.of(time);
    return with("Last-Modified", HttpDate.format(time));
  }

  /** Replaces all lines of a field by one. */
  public Response replacing(String name, String value) {
    fields.removeIf(line -> line.name().equalsIgnoreCase(name));
    return with(name, value);
  }

  public Response with(Payload content) {
    this.payload = content;
    return this;
  }

  /** Tells of what representation the content is a part. */
  public Response partOf(Payload representation) {
    this.whole = Optional.of(representation);
    return this;
  }

  /** Content in memory, with its media type. */
  public Response with(String mediaType, byte[] content) {
    return with("Content-Type", mediaType).with(new Payload.Bytes(content));
  }

  /** Remembers, for logs and metrics, what is refused and to whom. */
  Response refusing(Problem problem, Caller caller) {
    this.refused = Optional.of(new Refused(problem, caller));
    return this;
  }

  /** Has something more done once it is sent, or cannot be. */
  Response whenSent(Runnable action) {
    this.afterwards = afterwards == null ? action : then(afterwards, action);
    return this;
  }

  private static Runnable then(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  /** It is sent, or cannot be. */
  void sent() {
    if (afterwards != null) {
      afterwards.run();
    }
  }

  /** What is refused, if anything. */
  public Optional<Refused> refused() {
    return refused;
  }

  public int status() {
    return status;
  }

  public Payload payload() {
    return payload;
  }

  /** All of what the content, if it is sent, belongs to. */
  Payload representation() {
    return whole.orElse(payload);
  }

  /** The value of the first line of a field. */
  public Optional<String> field(String name) {
    for (Field line : fields) {
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** The time in Last-Modified, to the second or finer. */
  Optional<Instant> lastModified(Instant now) {
    return modified.isPresent()
        ? modified
        : field("Last-Modified").flatMap(date -> HttpDate.parse(date, now));
  }

  List<Field> fields() {
    return fields;
  }
}
