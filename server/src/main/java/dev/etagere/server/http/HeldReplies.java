package dev.etagere.server.http;

import dev.etagere.storage.Store;
import java.io.IOException;

/**
 * Counts long replies that are held in memory as such until they are sent, or cannot be. A page for
 * which there is no room is refused; what was done already is told.
 */
public final class HeldReplies implements Handler {

  private final MemoryBudget memory;
  private final Handler next;

  public HeldReplies(MemoryBudget memory, Handler next) {
    this.memory = memory;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Response response = next.handle(request);
    if (response.payload() instanceof Payload.Bytes content
        && content.bytes().length > Store.INLINE_LIMIT) {
      MemoryBudget.Share share = memory.open();
      if (request.isRead()) {
        share.show(content.bytes().length);
      } else {
        share.owe(content.bytes().length);
      }
      response.whenSent(share::close);
    }
    return response;
  }
}
