package dev.etagere.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings calls to a server: signs those to the client's own origin, and sends one again while its
 * reply is lost or the server says that it is busy, within the limits.
 */
final class Courier {
  private final Surroundings around;
  private final Transport transport;

  Courier(Surroundings around) {
    this.around = around;
    this.transport = new Transport(around.http(), around.clock(), around.limits().bodyBytes());
  }

  Deadline deadline() {
    return Deadline.in(around.limits().operation(), around.clock());
  }

  /**
   * Delivers a call that may be sent more than once: a safe one, or a write that is performed once
   * however often it arrives.
   *
   * @throws NoReplyException if no reply came
   * @throws UnknownOutcomeException if a write may have been performed without a reply
   */
  Answer deliver(Signed signed, Deadline deadline) {
    return deliver(signed.call(), deadline, true);
  }

  /**
   * Delivers a call that must not arrive twice: it is sent again only if it cannot have arrived.
   */
  Answer deliverOnce(Signed signed, Deadline deadline) {
    return deliver(signed.call(), deadline, false);
  }

  private Answer deliver(Call call, Deadline deadline, boolean repeatable) {
    boolean doubtful = false;
    for (int attempt = 1; ; attempt++) {
      Sending sent = send(call, deadline);
      Duration pause = pause(sent, attempt);
      boolean again = sent.isWorthRepeating() && (repeatable || !sent.isDoubtful());
      if (!again || attempt >= around.limits().attempts() || !deadline.allows(pause)) {
        return sent.answer(call, doubtful);
      }
      doubtful |= sent.isDoubtful();
      rest(pause, call, doubtful);
    }
  }

  /** The head of a reply whose body comes little by little. */
  HttpResponse<InputStream> open(Signed signed) throws IOException {
    return transport.open(signed.call(), deadline().atMost(around.limits().exchange()));
  }

  private Sending send(Call call, Deadline deadline) {
    try {
      Duration within = deadline.atMost(around.limits().exchange());
      return new Sending.Replied(transport.send(call, within));
    } catch (IOException lost) {
      return new Sending.Lost(lost);
    }
  }

  private Duration pause(Sending sent, int failures) {
    Duration own = around.backoff().after(failures);
    Optional<Duration> wish = sent.retryAfter(around.clock().instant());
    return wish.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  private void rest(Duration pause, Call call, boolean doubtful) {
    try {
      around.pacing().pause(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Sending.failure(call, doubtful, Transport.interruption());
    }
  }

  /** The call as it goes out, and for whom. */
  Signed sign(Call call) {
    Call plain = call.with("Accept-Encoding", "identity").with("User-Agent", "etagere-client");
    Optional<String> who = authorization(call.url());
    Call complete = who.map(value -> plain.with("Authorization", value)).orElse(plain);
    return new Signed(complete, Account.of(who));
  }

  /**
   * A call with its credentials.
   *
   * @param account whose they are, see {@link Account}
   */
  record Signed(Call call, String account) {
    Signed with(String name, String value) {
      return new Signed(call.with(name, value), account);
    }

    URI url() {
      return call.url();
    }
  }

  private Optional<String> authorization(URI url) {
    return sameOrigin(url, around.base()) ? around.credentials().authorization() : Optional.empty();
  }

  /** RFC 6454: scheme, host and port. */
  static boolean sameOrigin(URI one, URI other) {
    return scheme(one).equals(scheme(other))
        && Objects.toString(one.getHost(), "").equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static String scheme(URI url) {
    return Objects.toString(url.getScheme(), "").toLowerCase(Locale.ROOT);
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : scheme(url).equals("https") ? 443 : 80;
  }
}
