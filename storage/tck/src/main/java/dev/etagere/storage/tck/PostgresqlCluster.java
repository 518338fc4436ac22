package dev.etagere.storage.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port of the loopback
 * interface, durable as a real one is. One for each JVM; it ends with it.
 *
 * <p>Where PostgreSQL is not installed, whoever asks for the cluster is skipped, and fails where
 * the environment has {@code CI} set.
 */
public final class PostgresqlCluster {

  private static final String USER = "postgres";
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** The statements that leave the tables of a store as they were made. */
  public static final String EMPTYING =
      "DELETE FROM versions; DELETE FROM staged; DELETE FROM current; DELETE FROM pruned;"
          + " DELETE FROM claims; DELETE FROM receipts; DELETE FROM operations;"
          + " DELETE FROM store; UPDATE counter SET sequence = 0";

  private static final class Holder {
    static final Optional<PostgresqlCluster> CLUSTER = programs().map(PostgresqlCluster::new);
  }

  private final AtomicInteger databases = new AtomicInteger();
  private final Path programs;
  private final Path folder;
  private final int port;

  private PostgresqlCluster(Path programs) {
    this.programs = programs;
    try {
      this.folder = Files.createTempDirectory("etagere-postgresql");
      this.port = FreePort.any();
      own(folder);
      run("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    start();
  }

  /** The cluster of this JVM, started; nothing where PostgreSQL is not installed. */
  public static Optional<PostgresqlCluster> installed() {
    return Holder.CLUSTER;
  }

  /** The cluster of this JVM, started; the test is skipped where PostgreSQL is not installed. */
  public static PostgresqlCluster shared() {
    Optional<PostgresqlCluster> cluster = installed();
    if (cluster.isEmpty() && System.getenv("CI") != null) {
      throw new IllegalStateException("CI has PostgreSQL, but its programs are not found");
    }
    assumeTrue(cluster.isPresent(), "skipped: PostgreSQL is not installed");
    return cluster.orElseThrow();
  }

  private static Optional<Path> programs() {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> versions =
        Files.isDirectory(VERSIONS) ? Files.list(VERSIONS) : Stream.empty()) {
      versions
          .sorted(Comparator.reverseOrder())
          .forEach(version -> folders.add(version.resolve("bin")));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream.of(path.split(":", -1)).map(Path::of).forEach(folders::add);
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .findFirst();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** PostgreSQL refuses to run as root. */
  private static void own(Path folder) throws IOException {
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
  }

  /** Starts the server, and waits until it answers. */
  public void start() {
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=200"
            .formatted(port, folder);
    run("pg_ctl", "-D", data(), "-w", "-t", "120", "-l", log(), "-o", options, "start");
  }

  private String log() {
    return folder.resolve("log").toString();
  }

  /** Stops the server as a crash would: nothing is written any more, connections break. */
  public void crash() {
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  public int port() {
    return port;
  }

  /** The user whom every database belongs to; no password is asked for. */
  public String user() {
    return USER;
  }

  /**
   * Makes an empty database.
   *
   * @return its name
   */
  public String createDatabase() {
    String name = "etagere" + databases.incrementAndGet();
    query("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** Empties the tables that a store has made in a database; nobody has it open. */
  public void emptyDatabase(String name) {
    query(name, EMPTYING);
  }

  /** Drops a database, and breaks the connections to it. */
  public void dropDatabase(String name) {
    query("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Where a store finds the database. */
  public String location(String database) {
    return "postgresql://%s@127.0.0.1:%d/%s".formatted(USER, port, database);
  }

  /** What a statement finds, as its client prints it, without ornament. */
  public String query(String database, String sql) {
    return run(
            "psql",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-U",
            USER,
            "-d",
            database,
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql)
        .strip();
  }

  /** Runs one of PostgreSQL's programs to its end; what it printed. */
  public String run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      return output(command);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Into a file: a server that was started would keep a pipe open. */
  private String output(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("etagere-postgresql", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = process.waitFor();
      String printed = Files.readString(output);
      if (status != 0) {
        throw new IllegalStateException("%s ended with %d: %s".formatted(command, status, printed));
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  private void remove() {
    try {
      crash();
    } catch (IllegalStateException notRunning) {
      // a test had stopped it
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PostgresqlCluster::delete);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
