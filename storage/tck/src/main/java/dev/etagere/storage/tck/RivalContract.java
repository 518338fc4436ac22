package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Selected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two who want the same: exactly one gets it, and the other is told who did. */
abstract class RivalContract extends ContractPart {

  private static final int WRITERS = 16;
  private static final int ROUNDS = 25;

  /** Runs something when its end is read, in the middle of whatever reads it. */
  private static final class Interlude extends InputStream {

    private final Runnable rival;
    private boolean done;

    Interlude(Runnable rival) {
      this.rival = rival;
    }

    @Override
    public int read() {
      if (!done) {
        done = true;
        rival.run();
      }
      return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return read();
    }
  }

  @Test
  void aRivalThatCommitsWhileContentIsStagedWinsAndTheOtherIsTold() throws IOException {
    chain("/a", 1);
    Attempt rival = new Attempt().write("/a", 2, "the rival's");
    Content staged = stageWhile(() -> committed(rival));
    Outcome late = attempt(new Attempt().write("/a", 2, staged));
    assertThat(late)
        .isEqualTo(new Outcome.Conflict(path("/a"), new Selected.Present(present("/a"))));
    assertThat(present("/a").version()).isEqualTo(rival.versions().get(0));
  }

  @Test
  void aRivalsDeletionIsReportedAsSuch() throws IOException {
    chain("/a", 1);
    Content staged = stageWhile(() -> committed(new Attempt().delete("/a", 2)));
    assertThat(attempt(new Attempt().write("/a", 2, staged)))
        .isEqualTo(new Outcome.Conflict(path("/a"), store().current(path("/a"))));
    assertThat(store().current(path("/a"))).isInstanceOf(Selected.Deleted.class);
  }

  @Test
  void readsGoOnWhileContentIsStaged() throws IOException {
    chain("/a", 2);
    List<Long> seen = new ArrayList<>();
    Content staged = stageWhile(() -> seen.add(newest("/a")));
    assertThat(seen).containsExactly(2L);
    committed(new Attempt().write("/a", 3, staged));
  }

  private Content stageWhile(Runnable rival) throws IOException {
    InputStream content = new ByteArrayInputStream(new byte[100_000]);
    return store().stage(new SequenceInputStream(content, new Interlude(rival)));
  }

  @Test
  void ofManyWhoWriteTheSameVersionAtOnceExactlyOneWinsAndTheOthersAreToldOfIt() {
    for (int round = 1; round <= ROUNDS; round++) {
      long number = round;
      List<Outcome> outcomes =
          together(writer -> attempt(new Attempt().write("/hot", number, "w" + writer)));
      assertThat(outcomes).filteredOn(Outcome.Committed.class::isInstance).hasSize(1);
      assertThat(outcomes)
          .filteredOn(outcome -> !(outcome instanceof Outcome.Committed))
          .containsOnly(new Outcome.Conflict(path("/hot"), new Selected.Present(present("/hot"))));
    }
    assertThat(HistoryChecker.check(store(), List.of())).isEmpty();
  }

  @Test
  void manyWhoWriteDifferentPathsAtOnceAllSucceed() {
    List<Outcome> outcomes =
        together(writer -> attempt(new Attempt().write("/own/" + writer, 1, "own")));
    assertThat(outcomes).allMatch(Outcome.Committed.class::isInstance);
    assertThat(outcomes).doesNotHaveDuplicates();
    assertThat(store().list("/own/", "", 100)).hasSize(WRITERS);
  }

  @Test
  void ofManyWhoClaimTheSameKeyAtOnceExactlyOneGetsIt() {
    List<Outcome> outcomes =
        together(writer -> attempt(new Attempt().write("/" + writer, 1, "x", "the-one")));
    assertThat(outcomes).filteredOn(Outcome.Committed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Taken.class::isInstance).hasSize(WRITERS - 1);
  }

  /** What {@link #WRITERS} got, who all did the same at once. */
  private static List<Outcome> together(java.util.function.IntFunction<Outcome> action) {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        running.add(writers.submit(() -> action.apply(writer)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (InterruptedException | ExecutionException failed) {
      throw new UncheckedIOException(new IOException(failed));
    } finally {
      writers.shutdown();
    }
  }
}
