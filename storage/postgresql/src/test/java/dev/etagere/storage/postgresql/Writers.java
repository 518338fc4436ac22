package dev.etagere.storage.postgresql;

import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.Version;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.Attempt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A process that writes until it is killed, and prints what was acknowledged to it. */
final class Writers {

  /** What a whole line ends with. */
  static final String END = " .";

  private static final int WRITERS = 22;
  private static final int HOT = 10;
  private static final int COLD = 10_000;

  private final PostgresqlStore store;
  private final Random random = new Random();

  private Writers(PostgresqlStore store) {
    this.store = store;
  }

  /**
   * @param arguments the store's location
   */
  public static void main(String[] arguments) {
    PostgresqlStore store = PostgresqlStore.open(arguments[0], StoreObserver.NONE);
    for (int i = 0; i < WRITERS; i++) {
      new Thread(() -> new Writers(store).write(), "writer").start();
    }
  }

  private void write() {
    while (true) {
      try {
        writeOnce();
      } catch (StoreException away) {
        LockSupport.parkNanos(50_000_000); // a caller that comes again
      }
    }
  }

  private void writeOnce() {
    String path =
        random.nextBoolean() ? "/hot/" + random.nextInt(HOT) : "/cold/" + random.nextInt(COLD);
    long number = store.current(new ResourcePath(path)).expected().number() + 1;
    String text = path + " " + number + " " + random.nextLong();
    Attempt attempt = new Attempt().write(path, number, text);
    if (landed(store.commit(attempt.commit()))) {
      acknowledge(attempt.versions().get(0), text);
    }
  }

  private boolean landed(Outcome outcome) {
    return outcome instanceof Outcome.Committed
        || (outcome instanceof Outcome.Unknown unknown
            && store.landed(unknown.operation()).isPresent());
  }

  private static void acknowledge(Version version, String text) {
    String line = AcknowledgedWrite.of(version, Attempt.text(text)).line();
    synchronized (System.out) {
      System.out.println(line + END);
      System.out.flush();
    }
  }
}
