package dev.etagere.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command as a process of its own, with an environment of its own. */
final class CommandProcess {
  private final Path out;
  private final Path err;
  private final Process process;

  /**
   * @param folder where its output goes, and what it keeps
   * @param variables of its environment, beside the path and the cache folder
   */
  CommandProcess(Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    out = Files.createTempFile(folder, "out", "");
    err = Files.createTempFile(folder, "err", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1", // lives only for a second
                "-cp",
                System.getProperty("java.class.path", ""),
                "dev.etagere.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("ETAGERE_"));
    builder.environment().put("ETAGERE_CACHE", folder.resolve("cache").toString());
    builder.environment().putAll(variables);
    process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** SIGKILL: no line of its code runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
