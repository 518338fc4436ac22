package dev.etagere.server.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system of a test's own. Needs the right to mount; without it the test is skipped. */
final class Mounted implements AutoCloseable {

  private final Path folder;

  private Mounted(Path folder) {
    this.folder = folder;
  }

  /** A small one in memory. */
  static Mounted small(Path folder) {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128m", "etagere-test", folder.toString()),
        "skipped: a small file system cannot be mounted here");
    return new Mounted(folder);
  }

  /** One in a file, which survives its unmounting. */
  static Mounted image(Path image, Path folder) {
    assumeTrue(
        run("truncate", "-s", "192M", image.toString())
            && run("mkfs.ext4", "-q", "-F", image.toString()),
        "skipped: a file system cannot be made here");
    return again(image, folder);
  }

  /** The one in the file, once more. */
  static Mounted again(Path image, Path folder) {
    assumeTrue(
        run("mount", "-o", "loop", image.toString(), folder.toString()),
        "skipped: a file system in a file cannot be mounted here");
    return new Mounted(folder);
  }

  /** Lets it become read-only as after an error of the medium, though files are open. */
  void failReadOnly() {
    assumeTrue(
        run("mount", "-o", "remount,abort", folder.toString()),
        "skipped: the file system cannot be made to fail here");
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    if (!run("umount", folder.toString())) {
      run("umount", "-l", folder.toString());
    }
  }
}
