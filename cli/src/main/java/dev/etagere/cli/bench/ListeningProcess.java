package dev.etagere.cli.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The process of this machine that listens on a port, found by way of Linux's {@code /proc}. */
final class ListeningProcess {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private final ProcessHandle process;

  private ListeningProcess(ProcessHandle process) {
    this.process = process;
  }

  /** Nothing where there is none, it is somebody else's, or this is not Linux. */
  static Optional<ListeningProcess> on(int port) {
    return Stream.of("net/tcp", "net/tcp6")
        .map(PROC::resolve)
        .flatMap(table -> lines(table).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row.length > 9 && row[3].equals(LISTENING))
        .filter(row -> row[1].endsWith(":%04X".formatted(port).toUpperCase(Locale.ROOT)))
        .map(row -> "socket:[" + row[9] + "]")
        .flatMap(socket -> ProcessHandle.allProcesses().filter(process -> holds(process, socket)))
        .findFirst()
        .map(ListeningProcess::new);
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static boolean holds(ProcessHandle process, String socket) {
    Path handles = PROC.resolve(process.pid() + "/fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(handles)) {
      for (Path handle : open) {
        if (Files.readSymbolicLink(handle).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException notOurs) {
      return false;
    }
    return false;
  }

  /** The processor time that it has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
