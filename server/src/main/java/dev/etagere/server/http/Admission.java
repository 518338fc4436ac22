package dev.etagere.server.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many requests are answered at once, until their replies are sent: reads and writes
 * each have a room of their own, so that neither takes that of the other. Health is always told,
 * and who waits for news is bounded by the connections.
 */
public final class Admission implements Handler {

  private static final String HEALTH = "health";

  private final Semaphore reads;
  private final Semaphore writes;
  private final Handler next;

  /**
   * @param requests how many reads, and how many writes, are answered at once
   */
  public Admission(int requests, Handler next) {
    this.reads = new Semaphore(requests);
    this.writes = new Semaphore(requests);
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<Semaphore> room = room(request);
    return room.isPresent() ? within(room.get(), request) : next.handle(request);
  }

  private Optional<Semaphore> room(Request request) {
    if (!request.isRead()) {
      return Optional.of(writes);
    }
    return isOfHealth(request.target()) || isWaiting(request.fields())
        ? Optional.empty()
        : Optional.of(reads);
  }

  private static boolean isOfHealth(Target target) {
    return Router.page(target.rawPath()).filter(HEALTH::equals).isPresent();
  }

  private static boolean isWaiting(FieldLines fields) {
    return fields.has("If-None-Match") && contains(fields, "Prefer", "wait")
        || contains(fields, "Accept", "text/event-stream");
  }

  private static boolean contains(FieldLines fields, String name, String word) {
    List<String> lines = fields.lines(name);
    return !lines.isEmpty() && lines.stream().anyMatch(line -> line.contains(word));
  }

  private Response within(Semaphore room, Request request) throws IOException {
    if (!room.tryAcquire()) {
      throw new Refusal(full());
    }
    try {
      return next.handle(request).whenSent(room::release);
    } catch (IOException | RuntimeException | Error failed) {
      room.release();
      throw failed;
    }
  }

  private static Problem full() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "The server answers as many requests at once as it may. Nothing was changed; try again shortly.")
        .withField("Retry-After", "1");
  }
}
