package dev.etagere.client;

import java.net.URI;
import java.util.Optional;

/** GET through the cache, redirections followed. */
final class Reading {
  private static final int MAX_REDIRECTIONS = 5;

  private final Surroundings around;
  private final Courier courier;

  Reading(Surroundings around, Courier courier) {
    this.around = around;
    this.courier = courier;
  }

  /** What stands at the URL, from the cache where that is fresh. */
  ReadResult read(URI url) {
    return result(follow(Call.get(url), false, courier.deadline()));
  }

  /** What stands at the URL now, by the server's own word. */
  ReadResult readNow(URI url, Deadline deadline) {
    return result(follow(Call.get(url), true, deadline));
  }

  /** The reply to a GET of something that is no document, such as a page of a list. */
  Reply reply(URI url) {
    return follow(Call.get(url), true, courier.deadline());
  }

  /**
   * Whether the server explains itself as Etagere does. A collection is either listed by it or
   * refused with a problem; both tell.
   */
  boolean isEtagere(URI collection, Deadline deadline) {
    Reply reply = follow(Call.get(collection.resolve("?limit=1")), true, deadline);
    return reply.status() == 200
        ? JsonMembers.of(reply.body()).string("collection").isPresent()
        : Problem.of(reply).isEtagere();
  }

  static ReadResult result(Reply reply) {
    return switch (reply.status()) {
      case 200 -> new Found(Document.read(reply));
      case 404, 410 -> new Gone(reply.url(), Problem.of(reply));
      default -> new Refused(reply.url(), Problem.of(reply));
    };
  }

  private Reply follow(Call first, boolean askServer, Deadline deadline) {
    Call call = first;
    for (int followed = 0; ; followed++) {
      Reply reply = cached(call, askServer, deadline);
      Optional<URI> next = redirection(reply);
      if (next.isEmpty() || followed == MAX_REDIRECTIONS) {
        return reply;
      }
      call = new Call(call.method(), next.get(), call.fields(), call.body());
    }
  }

  private static Optional<URI> redirection(Reply reply) {
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 ->
          reply.fields().first("Location").map(reply.url()::resolve).filter(Reading::isHttp);
      default -> Optional.empty();
    };
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private Reply cached(Call call, boolean askServer, Deadline deadline) {
    Courier.Signed signed = courier.sign(call);
    around.cache().enter(signed.account());
    Optional<StoredReply> held = around.cache().find(call.url(), signed.account());
    CacheDecision decision =
        CacheDecision.on(held, signed.call().fields(), askServer, around.clock().instant());
    if (decision instanceof CacheDecision.Fresh fresh) {
      return fresh.stored().reply();
    }
    return decision instanceof CacheDecision.Revalidate known
        ? revalidated(signed, known.stored(), deadline)
        : fetched(signed, signed, deadline);
  }

  private Reply revalidated(Courier.Signed get, StoredReply stored, Deadline deadline) {
    int stamp = around.cache().stamp(get.url());
    Reply reply = fetched(get, conditional(get, stored.fields()), deadline);
    if (reply.status() != 304) {
      return reply;
    }
    Optional<StoredReply> current = CacheDecision.freshened(stored, reply);
    current.ifPresent(fresh -> around.cache().keep(fresh, stamp));
    return current.map(StoredReply::reply).orElseGet(() -> fetched(get, get, deadline));
  }

  private static Courier.Signed conditional(Courier.Signed get, Fields stored) {
    Optional<String> tag = stored.first("ETag");
    return tag.isPresent()
        ? get.with("If-None-Match", tag.get())
        : get.with("If-Modified-Since", stored.first("Last-Modified").orElseThrow());
  }

  /** Sends {@code asking} and keeps the reply as that to {@code get}. */
  private Reply fetched(Courier.Signed get, Courier.Signed asking, Deadline deadline) {
    int stamp = around.cache().stamp(get.url());
    Reply reply = courier.deliver(asking, deadline).reply();
    if (CacheDecision.mayStore(reply)) {
      Fields asked = CacheDecision.asked(get.call().fields(), reply.fields());
      around.cache().keep(new StoredReply(get.account(), asked, reply), stamp);
    } else if (reply.status() != 304 && reply.status() < 500) {
      around.cache().forget(get.url());
    }
    return reply;
  }
}
