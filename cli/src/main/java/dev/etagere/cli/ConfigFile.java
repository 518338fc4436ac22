package dev.etagere.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The file of {@code --config}: each line {@code name = value} stands for the option {@code --name}
 * of the command, and the command line goes before it. The syntax is that of {@link Properties}, in
 * UTF-8.
 */
final class ConfigFile implements IDefaultValueProvider {

  static final String OPTION = "--config";

  private final Properties values;

  private ConfigFile(Properties values) {
    this.values = values;
  }

  /** Runs what was parsed; where it names a file, with what that file says. */
  static int execute(ParseResult parsed) {
    CommandLine.RunLast run = new CommandLine.RunLast();
    List<CommandLine> chain = parsed.asCommandLineList();
    CommandLine command = chain.getLast();
    if (!command.getParseResult().hasMatchedOption(OPTION)) {
      return run.execute(parsed);
    }
    Path file = Path.of(command.getParseResult().matchedOption(OPTION).stringValues().getLast());
    command.setDefaultValueProvider(read(file, command));
    return run.execute(chain.getFirst().parseArgs(parsed.originalArgs().toArray(String[]::new)));
  }

  private static ConfigFile read(Path file, CommandLine command) {
    Properties values = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      values.load(text);
    } catch (NoSuchFileException absent) {
      throw new ParameterException(command, "There is no file " + file + ".");
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new ParameterException(
          command, "%s cannot be read: %s".formatted(file, unreadable.getMessage()));
    }
    for (String name : new TreeSet<>(values.stringPropertyNames())) {
      if (setting(name, command.getCommandSpec()).isEmpty()) {
        throw new ParameterException(
            command,
            "%s: there is no setting %s. docs/configuration.md and `etagere %s --help` list them."
                .formatted(file, name, command.getCommandName()));
      }
    }
    return new ConfigFile(values);
  }

  /** The settings of a command: its options, apart from help and the file itself. */
  static List<OptionSpec> settings(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.usageHelp() && !option.longestName().equals(OPTION))
        .toList();
  }

  private static Optional<OptionSpec> setting(String name, CommandSpec command) {
    return settings(command).stream().filter(option -> name(option).equals(name)).findFirst();
  }

  /** What a file calls an option: its name without the dashes. */
  static String name(OptionSpec option) {
    return option.longestName().substring("--".length());
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.getProperty(name(option)) : null;
  }
}
