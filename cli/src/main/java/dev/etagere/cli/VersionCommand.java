package dev.etagere.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Prints the version of this program and of the Java that runs it.")
final class VersionCommand extends EtagereCommand {

  @Override
  public Integer call() throws IOException {
    out().printf("etagere %s (Java %s)%n", version(), Runtime.version());
    return ExitCode.DONE;
  }

  static String version() throws IOException {
    Properties build = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return build.getProperty("version");
  }
}
