package dev.etagere.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request and brings one reply; nothing is repeated, followed or remembered. */
final class Transport {
  private final HttpClient http;
  private final Clock clock;
  private final long maxBodyBytes;

  Transport(HttpClient http, Clock clock, long maxBodyBytes) {
    this.http = http;
    this.clock = clock;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** The reply with its whole body, within the time; an interrupt ends the exchange. */
  Reply send(Call call, Duration within) throws IOException {
    Instant requested = clock.instant();
    HttpResponse<byte[]> response = await(request(call), BoundedBody.of(maxBodyBytes), within);
    Fields fields = Fields.of(response.headers().map());
    int status = response.statusCode();
    return new Reply(call.url(), status, fields, response.body(), requested, clock.instant());
  }

  /** The reply with a body that is still to come; the time is that until its head is there. */
  HttpResponse<InputStream> open(Call call, Duration within) throws IOException {
    return await(request(call), BodyHandlers.ofInputStream(), within);
  }

  private <T> HttpResponse<T> await(HttpRequest request, BodyHandler<T> body, Duration within)
      throws IOException {
    CompletableFuture<HttpResponse<T>> exchange = http.sendAsync(request, body);
    try {
      return exchange.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      exchange.cancel(true);
      throw new IOException("no whole reply within " + within, late);
    } catch (InterruptedException interrupted) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw interruption();
    } catch (ExecutionException failed) {
      throw cause(failed);
    }
  }

  static InterruptedIOException interruption() {
    return new InterruptedIOException("the calling thread was interrupted");
  }

  /** For a thread that was interrupted while nothing of its was on the way; sets its flag again. */
  static NoReplyException interrupted(URI url) {
    Thread.currentThread().interrupt();
    return new NoReplyException("not sent to " + url, url, interruption());
  }

  private static IOException cause(ExecutionException failed) {
    Throwable cause = failed.getCause();
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static HttpRequest request(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.url());
    request.version(version(call.url()));
    call.fields().lines().forEach((name, values) -> values.forEach(v -> request.header(name, v)));
    return request
        .method(
            call.method(),
            call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody))
        .build();
  }

  /**
   * Without TLS the newer version would have to be asked for by Upgrade, which some servers mind.
   */
  private static HttpClient.Version version(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        ? HttpClient.Version.HTTP_2
        : HttpClient.Version.HTTP_1_1;
  }
}
