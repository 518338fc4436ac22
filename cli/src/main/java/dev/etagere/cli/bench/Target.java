package dev.etagere.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A collection of an HTTP API whose members have entity tags.
 *
 * @param base of the members, ends in a slash
 * @param authorization the value of the field Authorization, if any
 * @param client that sends
 */
public record Target(URI base, Optional<String> authorization, HttpClient client) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What was answered. */
  record Reply(int status, Optional<String> tag, String text) {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** 412, or what other APIs say of a version that is gone. */
    boolean isConflict() {
      return status == 412 || status == 409;
    }
  }

  /** Speaks HTTP/1.1, so that connections are as many as workers. */
  public static Target of(URI base, Optional<String> authorization) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new Target(base, authorization, client);
  }

  Reply get(String name) throws IOException, InterruptedException {
    return sent(request(name).GET());
  }

  /** A GET that is answered by 304 while the tag is current. */
  Reply revalidate(String name, String tag) throws IOException, InterruptedException {
    return sent(request(name).header("If-None-Match", tag).GET());
  }

  /** A PUT under a condition; the tag of what it made is asked for where the reply lacks it. */
  Reply put(String name, String json, String condition, String tag)
      throws IOException, InterruptedException {
    Reply reply =
        sent(
            request(name)
                .header(condition, tag)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    return reply.isSuccess() && reply.tag().isEmpty()
        ? new Reply(reply.status(), get(name).tag(), "")
        : reply;
  }

  private HttpRequest.Builder request(String name) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(name)).timeout(PATIENCE);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private Reply sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("ETag"),
        new String(response.body(), StandardCharsets.UTF_8));
  }
}
