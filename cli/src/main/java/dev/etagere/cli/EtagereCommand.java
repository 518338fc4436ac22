package dev.etagere.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have: help, a place to print to, and a way to refuse wrong usage. */
abstract class EtagereCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Ends the command with {@link ExitCode#USAGE} and this sentence. */
  ParameterException wrongUsage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  CommandLine commandLine() {
    return spec.commandLine();
  }
}
