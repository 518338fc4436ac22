package dev.etagere.server.changes;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Preferences;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.PathSyntax;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a reader wait for the next version: {@code Prefer: wait=N} (RFC 7240 §4.3) beside {@code
 * If-None-Match} holds a 304 back until the resource changes or N seconds are over. It waits on the
 * request's virtual thread, and is woken by changes of its own resource alone.
 */
public final class WaitingReads implements Handler {

  private final Tail tail;
  private final Duration longest;
  private final Handler reads;

  /**
   * @param longest what a reader may wait; one that asks for more waits this long
   */
  public WaitingReads(Tail tail, Duration longest, Handler reads) {
    this.tail = tail;
    this.longest = longest;
    this.reads = reads;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<Long> seconds =
        request.fields().has("If-None-Match")
            ? Preferences.of(request.fields()).seconds("wait", longest.toSeconds())
            : Optional.empty();
    return seconds.isEmpty()
        ? reads.handle(request)
        : awaited(request, seconds.get()).with("Preference-Applied", "wait=" + seconds.get());
  }

  private Response awaited(Request request, long seconds) throws IOException {
    long start = System.nanoTime();
    Duration wait = Duration.ofSeconds(seconds);
    try (Watches.Watch watch = tail.watch(PathSyntax.parse(request.target().rawPath()))) {
      Response response = reads.handle(request);
      while (response.status() == 304 && watch.await(wait.minusNanos(System.nanoTime() - start))) {
        request.standing().check();
        response = reads.handle(request);
      }
      return response;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
  }
}
