package dev.etagere.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How one sending went. */
sealed interface Sending {
  record Replied(Reply reply) implements Sending {}

  record Lost(IOException failure) implements Sending {}

  default boolean isWorthRepeating() {
    return this instanceof Replied replied
        ? isBusy(replied.reply())
        : !Thread.currentThread().isInterrupted();
  }

  /** Whether the call may have been performed all the same. */
  default boolean isDoubtful() {
    return this instanceof Lost lost
        ? !neverLeft(lost.failure())
        : ((Replied) this).reply().status() >= 500;
  }

  default Optional<Duration> retryAfter(Instant now) {
    return this instanceof Replied replied
        ? RetryAfter.of(replied.reply().fields(), now)
        : Optional.empty();
  }

  default Answer answer(Call call, boolean doubtful) {
    if (this instanceof Lost lost) {
      throw failure(call, doubtful || isDoubtful(), lost.failure());
    }
    Reply reply = ((Replied) this).reply();
    if (isFromGateway(reply) && !call.isSafe()) {
      throw failure(call, true, new IOException("a gateway answered " + reply.status()));
    }
    return new Answer(reply, doubtful);
  }

  static NoReplyException failure(Call call, boolean doubtful, IOException cause) {
    return doubtful && !call.isSafe()
        ? new UnknownOutcomeException(call.url(), cause)
        : new NoReplyException("no reply from " + call.url(), call.url(), cause);
  }

  private static boolean isBusy(Reply reply) {
    return switch (reply.status()) {
      case 429, 503 -> true;
      case 409 -> Problem.of(reply).error().equals("busy");
      default -> isFromGateway(reply);
    };
  }

  /** 502 and 504 say nothing about what the server behind has done. */
  private static boolean isFromGateway(Reply reply) {
    return reply.status() == 502 || reply.status() == 504;
  }

  private static boolean neverLeft(IOException failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }
}
