package dev.etagere.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code etagere COMMAND}: serves versioned resources, and speaks to servers that do. */
@Command(
    name = "etagere",
    description =
        "Versioned resources over HTTP: no update is lost, and a conflict explains itself.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      TokenCommand.class,
      CopyCommand.class,
      VerifyCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VersionCommand.class,
      GetCommand.class,
      PutCommand.class,
      PatchCommand.class,
      DeleteCommand.class,
      EditCommand.class,
      HistoryCommand.class,
      DiffCommand.class,
      WatchCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage, 4 conflict."})
public final class Main extends EtagereCommand {

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    configureLogging();
    System.exit(newCommandLine().execute(arguments));
  }

  /** The program's own settings, unless {@code -Djava.util.logging.config.file} names others. */
  private static void configureLogging() throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
        LogManager.getLogManager().readConfiguration(settings);
      }
    }
  }

  static CommandLine newCommandLine() {
    return new CommandLine(new Main())
        .setExecutionStrategy(ConfigFile::execute)
        .setExecutionExceptionHandler(Main::report)
        .setUsageHelpAutoWidth(true);
  }

  /** A failure is a sentence; its trace is for {@code ETAGERE_TRACE}. */
  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command
        .getErr()
        .println(command.getColorScheme().errorText("etagere: " + failure.getMessage()));
    if (System.getenv("ETAGERE_TRACE") != null) {
      failure.printStackTrace(command.getErr());
    }
    return ExitCode.FAILED;
  }

  @Override
  public Integer call() {
    throw wrongUsage("Which command? `etagere help` lists them.");
  }
}
