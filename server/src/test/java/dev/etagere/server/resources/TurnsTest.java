package dev.etagere.server.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.ResourcePath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Those who lost a race for a resource")
@Timeout(120)
class TurnsTest {

  private static final ResourcePath HOT = new ResourcePath("/hot");

  /** So long that nothing here happens because it is over. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Turns turns = new Turns(LONG, LONG);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  @DisplayName("are told at once when they are alone")
  void alone() {
    turns.await(HOT);
    turns.await(new ResourcePath("/other"));
  }

  @Test
  @DisplayName("are told one after the other, in the order in which they came")
  void inOrder() throws InterruptedException {
    turns.await(HOT);
    Thread second = waiting("second", turns);
    Thread third = waiting("third", turns);

    turns.written(HOT);
    second.join();
    turns.written(HOT);
    third.join();

    assertThat(List.copyOf(told)).containsExactly("second", "third");
  }

  @Test
  @DisplayName("do not wait for one that never writes")
  void abandoned() throws InterruptedException {
    Turns brief = new Turns();
    brief.await(HOT);
    waiting("second", brief);

    assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo("second");
  }

  @Test
  @DisplayName("do not wait for the writers of another resource")
  void independent() throws InterruptedException {
    turns.await(HOT);
    waiting("second", turns);
    turns.await(new ResourcePath("/cold"));

    assertThat(told).isEmpty();
    turns.written(HOT);
  }

  /** Returns once the thread stands in line, or has been told already. */
  private Thread waiting(String name, Turns line) throws InterruptedException {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              line.await(HOT);
              told.add(name);
            });
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
