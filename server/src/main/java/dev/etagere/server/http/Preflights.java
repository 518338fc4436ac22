package dev.etagere.server.http;

import java.io.IOException;
import java.util.Optional;

/** Answers the preflights of browsers; all else goes on. */
public final class Preflights implements Handler {

  private final CrossOriginSharing sharing;
  private final Handler next;

  public Preflights(CrossOriginSharing sharing, Handler next) {
    this.sharing = sharing;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<Response> permission = sharing.preflight(request);
    return permission.isPresent() ? permission.get() : next.handle(request);
  }
}
