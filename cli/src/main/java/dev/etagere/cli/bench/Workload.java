package dev.etagere.cli.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** What the workers of a run do, each in a loop of its own. */
public enum Workload {
  /** Reads resources at random. */
  GET {
    @Override
    Work worker(Bench bench, int number) {
      return () -> outcome(bench.target().get(bench.anyName()), 200);
    }
  },
  /** Asks whether resources have changed, which they have not. */
  NOT_MODIFIED {
    @Override
    Work worker(Bench bench, int number) {
      String name = bench.name(number);
      return () -> {
        String tag = bench.tag(name);
        return outcome(bench.target().revalidate(name, tag), 304);
      };
    }
  },
  /** Saves resources that nobody else writes, each time on the version that the last time made. */
  PUT {
    @Override
    Work worker(Bench bench, int number) {
      return new Chain(bench, number);
    }
  },
  /** All increment one counter: read, save on what was read, and again where another was faster. */
  HOT {
    @Override
    Work worker(Bench bench, int number) {
      return () -> increment(bench);
    }
  },
  /** Nine reads for one save. */
  MIXED {
    @Override
    Work worker(Bench bench, int number) {
      Chain chain = new Chain(bench, number);
      return () ->
          ThreadLocalRandom.current().nextInt(10) == 0
              ? chain.once()
              : outcome(bench.target().get(bench.anyName()), 200);
    }
  };

  /** What came of one step. */
  enum Outcome {
    DONE,
    CONFLICT,
    ERROR
  }

  /** One step of a worker. */
  @FunctionalInterface
  interface Work {
    Outcome once() throws IOException, InterruptedException;
  }

  abstract Work worker(Bench bench, int number);

  /** {@code not-modified}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Outcome outcome(Target.Reply reply, int expected) {
    return reply.status() == expected ? Outcome.DONE : Outcome.ERROR;
  }

  private static Outcome increment(Bench bench) throws IOException, InterruptedException {
    Target.Reply read = bench.target().get(Bench.HOT);
    OptionalLong counter = Documents.counter(read.text());
    if (read.tag().isEmpty() || counter.isEmpty()) {
      return Outcome.ERROR;
    }
    Target.Reply saved = bench.save(Bench.HOT, counter.getAsLong() + 1, read.tag().get());
    if (saved.isSuccess()) {
      return Outcome.DONE;
    }
    return saved.isConflict() ? Outcome.CONFLICT : Outcome.ERROR;
  }

  /** The versions of one resource, one after the other, written by one worker. */
  private static final class Chain implements Work {

    private final Bench bench;
    private final String name;
    private Optional<String> tag;
    private long counter;

    Chain(Bench bench, int number) {
      this.bench = bench;
      this.name = bench.name(number);
      this.tag = Optional.of(bench.tag(name));
    }

    @Override
    public Outcome once() throws IOException, InterruptedException {
      Target.Reply saved = bench.save(name, ++counter, tag.orElse("*"));
      tag = saved.tag();
      return saved.isSuccess() && tag.isPresent() ? Outcome.DONE : Outcome.ERROR;
    }
  }
}
