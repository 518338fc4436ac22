package dev.etagere.server.operations;

import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs an errand for an operator, one at a time, and streams its lines as they come; while none
 * comes, the newest of how far it is, so that the connection is not taken for dead.
 */
public final class ErrandHandler implements Handler {

  private static final int WAITING_LINES = 1_000;
  private static final long BETWEEN_LINES_MILLIS = 1_000;

  private final Predicate<Caller> allowed;
  private final Function<Request, Errands.Errand> errand;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * @param allowed who may have it run
   * @param errand what a request asks for
   */
  public ErrandHandler(Predicate<Caller> allowed, Function<Request, Errands.Errand> errand) {
    this.allowed = allowed;
    this.errand = errand;
  }

  @Override
  public Response handle(Request request) {
    if (!allowed.test(request.caller())) {
      throw new Refusal(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "This is for operators: use the `etagere` command beside the server's data."));
    }
    Errands.Errand asked = errand.apply(request);
    if (!busy.compareAndSet(false, true)) {
      throw new Refusal(
          Problem.of(ProblemKind.CONFLICT, "This is being done already. Try again when it is done.")
              .reason("busy"));
    }
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("Content-Type", "application/x-ndjson")
        .with(new Payload.Streamed(-1, new Running(asked)));
  }

  /** An errand under way; it is run once, whoever wants to read its lines again. */
  private final class Running implements Payload.Writer {

    private static final Map<String, Object> END = Map.of();

    private final BlockingQueue<Map<String, Object>> lines =
        new LinkedBlockingQueue<>(WAITING_LINES);
    private final AtomicReference<Map<String, Object>> newest =
        new AtomicReference<>(Map.of("at", Map.of()));
    private final Thread thread;

    Running(Errands.Errand errand) {
      this.thread = Thread.ofPlatform().name("errand").daemon().unstarted(() -> run(errand));
    }

    private void run(Errands.Errand asked) {
      try {
        Errands.run(asked, this::take);
        lines.put(END);
      } catch (CancellationException | InterruptedException nobodyListens) {
        // the connection is gone, and with it whoever asked
      } catch (RuntimeException failed) {
        lines.clear();
        lines.add(Map.of("failed", "the server failed: " + failed.getMessage()));
        lines.add(END);
      } finally {
        busy.set(false);
      }
    }

    private void take(Map<String, Object> line) {
      if (line.containsKey("at")) {
        newest.set(line);
      }
      try {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!line.containsKey("at")) {
          lines.put(line);
        }
      } catch (InterruptedException nobodyListens) {
        throw new CancellationException();
      }
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      thread.start();
      try {
        for (Map<String, Object> line = next(); !line.isEmpty(); line = next()) {
          out.write(Json.bytes(line));
          out.write('\n');
          out.flush();
        }
      } catch (IOException | UncheckedIOException gone) {
        thread.interrupt();
        throw gone;
      }
    }

    private Map<String, Object> next() throws IOException {
      try {
        return Optional.ofNullable(lines.poll(BETWEEN_LINES_MILLIS, TimeUnit.MILLISECONDS))
            .orElseGet(newest::get);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        thread.interrupt();
        throw new IOException("the server stops", stopping);
      }
    }
  }
}
