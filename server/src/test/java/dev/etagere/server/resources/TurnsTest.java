package dev.etagere.server.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.ResourcePath;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Those who lost a race for a resource")
class TurnsTest {

  private static final ResourcePath HOT = new ResourcePath("/hot");

  private final Turns turns = new Turns();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  @DisplayName("are told at once when they are alone")
  void alone() {
    long start = System.nanoTime();
    turns.await(HOT);
    turns.await(new ResourcePath("/other"));

    assertThat(System.nanoTime() - start).isLessThan(Turns.LONGEST_WAIT.toNanos());
  }

  @Test
  @DisplayName("are told one after the other, in the order in which they came")
  void inOrder() throws InterruptedException {
    turns.await(HOT);
    Thread second = waiting("second");
    Thread third = waiting("third");

    turns.written(HOT);
    second.join();
    turns.written(HOT);
    third.join();

    assertThat(List.copyOf(told)).containsExactly("second", "third");
  }

  @Test
  @DisplayName("do not wait for one that never writes")
  void abandoned() throws InterruptedException {
    turns.await(HOT);
    waiting("second");

    assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo("second");
  }

  @Test
  @DisplayName("do not wait for the writers of another resource")
  void independent() throws InterruptedException {
    turns.await(HOT);
    long start = System.nanoTime();
    turns.await(new ResourcePath("/cold"));

    assertThat(System.nanoTime() - start).isLessThan(Turns.LONGEST_WAIT.toNanos());
  }

  /** Returns once the thread stands in line, or has been told already. */
  private Thread waiting(String name) throws InterruptedException {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              turns.await(HOT);
              told.add(name);
            });
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
