package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.Attempt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A process that writes until it is killed, and says on its standard output what was acknowledged
 * to it, a line for each version.
 */
final class CrashingWriter {

  private static final int WRITERS = 8;
  private static final int PATHS = 12;

  private final RocksDbStore store;

  private CrashingWriter(RocksDbStore store) {
    this.store = store;
  }

  /**
   * @param arguments the store's folder, and a seed
   */
  public static void main(String[] arguments) {
    RocksDbStore store = RocksDbStore.open(Path.of(arguments[0]), StoreObserver.NONE);
    CrashingWriter writer = new CrashingWriter(store);
    long seed = Long.parseLong(arguments[1]);
    for (int i = 0; i < WRITERS; i++) {
      RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(seed + i);
      new Thread(() -> writer.writeForEver(random), "writer-" + i).start();
    }
  }

  private void writeForEver(RandomGenerator random) {
    while (true) {
      String path = "/crash/" + random.nextInt(PATHS);
      long number = store.current(new ResourcePath(path)).expected().number() + 1;
      Content content = content(random);
      Attempt attempt = new Attempt();
      if (number > 1 && random.nextInt(20) == 0) {
        commit(attempt.delete(path, number), Content.NONE);
      } else {
        commit(attempt.write(path, number, content), content);
      }
    }
  }

  private Content content(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(50) == 0 ? 100_000 : random.nextInt(1, 3_000)];
    random.nextBytes(bytes);
    try {
      return bytes.length < 100_000
          ? Content.of(bytes)
          : store.stage(new ByteArrayInputStream(bytes));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void commit(Attempt attempt, Content content) {
    if (store.commit(attempt.commit()) instanceof Outcome.Committed) {
      acknowledge(AcknowledgedWrite.of(attempt.versions().get(0), content));
    }
  }

  private static synchronized void acknowledge(AcknowledgedWrite write) {
    System.out.println(write.line());
    System.out.flush();
  }
}
