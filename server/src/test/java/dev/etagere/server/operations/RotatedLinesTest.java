package dev.etagere.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.ConflictRetention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of refused writes is bounded while it is written")
class RotatedLinesTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration AGE = Duration.ofDays(8);
  private static final long BYTES = ConflictRetention.LEAST_BYTES;

  @TempDir private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  private RotatedLines open() throws IOException {
    return RotatedLines.open(folder, "conflicts", new ConflictRetention(1, AGE, BYTES), now::get);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files()) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  @DisplayName("by age: no line is older, and each stays for three quarters of it at least")
  void age() throws IOException {
    try (RotatedLines lines = open()) {
      for (int day = 0; day < 40; day++) {
        now.set(NOON.plus(Duration.ofDays(day)));
        lines.sweep();
        lines.accept("day %d.".formatted(day));

        String text = text();
        for (int written = 0; written <= day; written++) {
          int age = day - written;
          if (age <= 6) {
            assertThat(text).contains("day %d.\n".formatted(written));
          }
          if (age > 8) {
            assertThat(text).doesNotContain("day %d.\n".formatted(written));
          }
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(5);
      }
    }
  }

  @Test
  @DisplayName("by age also where nothing is written any more")
  void silence() throws IOException {
    try (RotatedLines lines = open()) {
      lines.accept("alone");
      now.set(NOON.plus(AGE));
      lines.sweep();

      assertThat(files()).isEmpty();
      lines.accept("again");
      assertThat(text()).isEqualTo("again\n");
    }
  }

  @Test
  @DisplayName("by size: never more than the bytes, and the newest three quarters of them stay")
  void size() throws IOException {
    String filler = "x".repeat(10_000);
    try (RotatedLines lines = open()) {
      for (int i = 0; i < 500; i++) {
        lines.accept(i + " " + filler);
        assertThat(files().stream().mapToLong(RotatedLinesTest::size).sum())
            .isLessThanOrEqualTo(BYTES);
      }
    }
    assertThat(files().stream().mapToLong(RotatedLinesTest::size).sum()).isGreaterThan(BYTES / 2);
    assertThat(text()).contains("\n499 ").doesNotContain("\n100 ");
  }

  @Test
  @DisplayName("over restarts, too, and what is not of the log stays")
  void restarts() throws IOException {
    Path other = Files.writeString(folder.resolve("conflicts.mine.log"), "kept");
    for (int day = 0; day < 20; day++) {
      now.set(NOON.plus(Duration.ofDays(day)));
      try (RotatedLines lines = open()) {
        lines.accept("day %d.".formatted(day));
      }
    }
    assertThat(text()).contains("day 19.", "day 13.").doesNotContain("day 10.");
    assertThat(other).hasContent("kept");
  }

  @Test
  @DisplayName("a clock that is set back makes another file, and loses no line")
  void setBack() throws IOException {
    try (RotatedLines lines = open()) {
      lines.accept("first");
      now.set(NOON.minus(Duration.ofHours(1)));
      lines.accept("second");
      now.set(NOON);
      lines.accept("third");

      assertThat(text().lines()).containsExactlyInAnyOrder("first", "second", "third");
    }
  }

  @Test
  @DisplayName(
      "a folder that is gone loses lines, fails nobody, and is written to again once it is back")
  void gone() throws IOException {
    Path inner = folder.resolve("log");
    try (RotatedLines lines =
        RotatedLines.open(inner, "conflicts", ConflictRetention.DEFAULT, now::get)) {
      Files.delete(inner);
      lines.accept("lost");
      lines.sweep();
      Files.createDirectory(inner);
      lines.accept("kept");
    }
    try (Stream<Path> files = Files.list(inner)) {
      assertThat(files.findFirst().orElseThrow()).hasContent("kept");
    }
  }
}
