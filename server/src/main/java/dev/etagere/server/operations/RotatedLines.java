package dev.etagere.server.operations;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Lines in files that are bounded in size and age: {@code conflicts.0.log} is the newest of five
 * files of 10 MiB, and what was last written 30 days ago is deleted.
 */
public final class RotatedLines implements Consumer<String>, AutoCloseable {

  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES = 5;
  private static final Duration OLDEST = Duration.ofDays(30);

  private final FileHandler files;

  private RotatedLines(FileHandler files) {
    this.files = files;
  }

  /**
   * Opens the files of a name in a folder, which is made where there is none.
   *
   * @throws IOException if they cannot be written
   */
  public static RotatedLines open(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    deleteOld(folder, name);
    FileHandler files =
        new FileHandler(folder.resolve(name + ".%g.log").toString(), FILE_BYTES, FILES, true);
    files.setEncoding("UTF-8");
    files.setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord line) {
            return line.getMessage() + "\n";
          }
        });
    return new RotatedLines(files);
  }

  private static void deleteOld(Path folder, String name) throws IOException {
    Instant oldest = Instant.now().minus(OLDEST);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + ".*.log")) {
      for (Path file : found) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void accept(String line) {
    files.publish(new LogRecord(Level.INFO, line));
  }

  @Override
  public void close() {
    files.close();
  }
}
