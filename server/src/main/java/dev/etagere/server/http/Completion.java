package dev.etagere.server.http;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done once a request's response is sent, or cannot be. */
final class Completion implements Consumer<Throwable> {

  private final Optional<TimedEndPoint> connection;
  private final boolean isMultiplexed;
  private volatile @Nullable Response response;

  /**
   * A request has begun.
   *
   * @param isMultiplexed whether the connection carries several requests at once: of those, only
   *     the first header is waited for
   */
  Completion(Optional<TimedEndPoint> connection, boolean isMultiplexed) {
    this.connection = connection;
    this.isMultiplexed = isMultiplexed;
    connection.ifPresent(TimedEndPoint::began);
  }

  /** There is a response to send. */
  void of(Response answer) {
    this.response = answer;
  }

  @Override
  public void accept(@Nullable Throwable failure) {
    Response sent = response;
    if (sent != null) {
      sent.sent();
    }
    if (!isMultiplexed) {
      connection.ifPresent(TimedEndPoint::answered);
    }
  }
}
