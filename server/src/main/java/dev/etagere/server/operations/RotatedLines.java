package dev.etagere.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.etagere.server.ConflictRetention;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in files that together are bounded in age and size. A file is named by when it was begun,
 * {@code conflicts.20261121T120000.000Z.log}; it takes lines until it has a quarter of the bytes,
 * or is a quarter of the age old. Where a file cannot be written its lines are lost, and the log of
 * the process says so.
 */
public final class RotatedLines implements Consumer<String>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RotatedLines.class);
  private static final int PARTS = 4;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String name;
  private final ConflictRetention bounds;
  private final InstantSource clock;
  private Optional<Part> current = Optional.empty();
  private boolean isFailing;

  /** The file that takes lines. */
  private static final class Part {

    private final Instant begun;
    private final OutputStream out;
    private long bytes;

    Part(Instant begun, OutputStream out) {
      this.begun = begun;
      this.out = out;
    }

    void add(byte[] line) throws IOException {
      out.write(line);
      bytes += line.length;
    }
  }

  /** A file, by the time in its name. */
  private record Found(Path file, Instant begun) {}

  private RotatedLines(Path folder, String name, ConflictRetention bounds, InstantSource clock) {
    this.folder = folder;
    this.name = name;
    this.bounds = bounds;
    this.clock = clock;
  }

  /**
   * Writes to files of a name in a folder, which is made where there is none. What is there already
   * counts.
   *
   * @throws IOException if the folder cannot be made or read
   */
  public static RotatedLines open(
      Path folder, String name, ConflictRetention bounds, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    RotatedLines lines = new RotatedLines(folder, name, bounds, clock);
    lines.drop(lines.clock.instant(), bounds.bytes());
    return lines;
  }

  @Override
  public synchronized void accept(String line) {
    try {
      byte[] bytes = (line + "\n").getBytes(UTF_8);
      partFor(bytes.length).add(bytes);
      isFailing = false;
    } catch (IOException failed) {
      tell(failed);
    }
  }

  /** Drops what is too old, and ends the file that is no longer to be written to. */
  public synchronized void sweep() {
    try {
      Instant now = clock.instant();
      if (current.filter(part -> isOver(part, now)).isPresent()) {
        end();
      }
      drop(now, bounds.bytes());
    } catch (IOException failed) {
      tell(failed);
    }
  }

  private Part partFor(int bytes) throws IOException {
    Instant now = clock.instant();
    Optional<Part> open =
        current.filter(part -> !isOver(part, now) && part.bytes + bytes <= bounds.bytes() / PARTS);
    return open.isPresent() ? open.get() : begin(now);
  }

  /** Also where the clock was set back: what is written then belongs to another time. */
  private boolean isOver(Part part, Instant now) {
    Duration age = Duration.between(part.begun, now);
    return age.isNegative() || age.compareTo(bounds.age().dividedBy(PARTS)) >= 0;
  }

  private Part begin(Instant now) throws IOException {
    end();
    drop(now, bounds.bytes() - bounds.bytes() / PARTS);
    Instant begun = now.truncatedTo(ChronoUnit.MILLIS);
    while (Files.exists(file(begun))) {
      begun = begun.plusMillis(1);
    }
    Part part = new Part(begun, Files.newOutputStream(file(begun), StandardOpenOption.CREATE_NEW));
    current = Optional.of(part);
    return part;
  }

  private void end() throws IOException {
    Optional<Part> ended = current;
    current = Optional.empty();
    if (ended.isPresent()) {
      ended.get().out.close();
    }
  }

  /** Deletes files, oldest first, that are too old or leave less room than is wanted. */
  private void drop(Instant now, long room) throws IOException {
    Instant oldest = now.minus(bounds.age());
    List<Found> files = files();
    long bytes = 0;
    for (Found found : files.reversed()) {
      bytes += Files.size(found.file());
      if (bytes > room || !found.begun().isAfter(oldest)) {
        Files.deleteIfExists(found.file());
      }
    }
  }

  private List<Found> files() throws IOException {
    List<Found> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, name + ".*.log")) {
      for (Path file : all) {
        begun(file).ifPresent(begun -> files.add(new Found(file, begun)));
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    files.sort(Comparator.comparing(Found::begun));
    return files;
  }

  private Path file(Instant begun) {
    return folder.resolve(name + "." + STAMP.format(begun) + ".log");
  }

  private Optional<Instant> begun(Path file) {
    String stamp = file.getFileName().toString().substring(name.length() + 1).replace(".log", "");
    try {
      return Optional.of(STAMP.parse(stamp, Instant::from));
    } catch (DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  private void tell(IOException failed) {
    if (!isFailing) {
      LOG.warn("refused writes are not logged until this is mended: {}", failed.toString());
    }
    isFailing = true;
  }

  @Override
  public synchronized void close() {
    try {
      end();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
