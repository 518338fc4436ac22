package dev.etagere.client;

import static dev.etagere.client.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.etagere.client.ScriptedServer.Asked;
import dev.etagere.client.ScriptedServer.Said;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that never answers: every operation ends in its time, and when it is interrupted. */
@Timeout(120)
class OperationsEndTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ScriptedServer server =
      new ScriptedServer(
          asked -> say(200, "{}").with("ETag", "\"a\"").with("Content-Type", "application/json"));
  private final EtagereClient client =
      EtagereClient.builder(server.uri()).exchangeTimeout(Duration.ofMinutes(1)).build();
  private final Document document = client.read("/x").document();

  @AfterEach
  void stop() {
    over.countDown();
    server.close();
  }

  private Said silence(Asked asked) {
    arrived.countDown();
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ScriptedServer.nothing();
  }

  /** All that a client does with a server. */
  enum Operation {
    READ,
    READ_AGAIN,
    SAVE,
    UPDATE,
    PATCH,
    CREATE,
    ADD,
    OVERWRITE,
    DELETE,
    COMMIT,
    MEMBERS,
    VERSIONS,
    VERSION,
    CHANGES,
    FOLLOW;

    Object run(EtagereClient client, Document document) {
      Content content = Content.json("{\"a\":1}");
      return switch (this) {
        case READ -> client.read("/y");
        case READ_AGAIN -> client.readAgain(document);
        case SAVE -> client.save(document.edit(content));
        case UPDATE -> client.update("/x", old -> content);
        case PATCH -> client.patch(document, Patch.merge("{\"a\":1}"));
        case CREATE -> client.create("/y", content);
        case ADD -> client.add("/", content);
        case OVERWRITE -> client.overwrite("/y", content);
        case DELETE -> client.delete(document);
        case COMMIT -> client.commit(Batch.empty().delete(document));
        case MEMBERS -> client.members("/").iterator().hasNext();
        case VERSIONS -> client.versions("/x").iterator().hasNext();
        case VERSION -> client.version("/x", 1);
        case CHANGES -> client.changes("/", "").iterator().hasNext();
        case FOLLOW -> {
          try (ChangeStream changes = client.follow("/", "")) {
            yield changes.hasNext();
          }
        }
      };
    }
  }

  @Test
  void theseAreAllOperationsThatTheClientHas() {
    Set<String> other = Set.of("of", "builder", "base", "within");
    assertThat(
            Arrays.stream(EtagereClient.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> method.getName())
                .filter(name -> !other.contains(name))
                .collect(Collectors.toSet()))
        .isEqualTo(
            Arrays.stream(Operation.values())
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .map(name -> name.equals("read_again") ? "readAgain" : name)
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void endsInTheTimeOfItsCall(Operation operation) {
    server.script(this::silence);
    assertThatExceptionOfType(NoReplyException.class)
        .isThrownBy(() -> operation.run(client.within(SOON), document));
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenItsThreadIsInterrupted(Operation operation) throws Exception {
    server.script(this::silence);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              thrown.complete(catchThrowable(() -> operation.run(client, document)));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    arrived.await();
    thread.interrupt();
    assertThat(thrown.get()).isInstanceOf(NoReplyException.class);
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void aBodyThatDoesNotEndIsNotWaitedForBeyondTheTime() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> half(listening));
      EtagereClient slow = EtagereClient.of("http://localhost:" + listening.getLocalPort());
      assertThatExceptionOfType(NoReplyException.class)
          .isThrownBy(() -> slow.within(SOON).read("/x"));
    }
  }

  private void half(ServerSocket listening) {
    try (Socket connection = listening.accept()) {
      connection
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
      over.await();
    } catch (IOException | InterruptedException stopped) {
      // the test is over
    }
  }

  @Test
  void noPauseIsLongerThanTheTime() {
    List<Duration> pauses = new ArrayList<>();
    String now = Dates.format(Instant.now());
    server.script(asked ->
        asked.target().equals("/busy")
            ? say(503).with("Retry-After", "90")
            : say(200, "x").with("ETag", "W/\"a\"").with("Last-Modified", now));
    EtagereClient counting = EtagereClient.builder(server.uri()).pacing(pauses::add).build();
    EtagereClient brief = counting.within(Duration.ofSeconds(1));
    Draft unprotected = counting.read("/x").document().edit("y");
    assertThat(brief.save(unprotected))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem().error()).isEqualTo("no_strong_validator"));
    assertThat(counting.within(Duration.ofMinutes(1)).read("/busy")).isInstanceOf(Refused.class);
    assertThat(pauses).isEmpty();
    counting.read("/busy");
    assertThat(pauses).contains(Duration.ofSeconds(90));
  }
}
