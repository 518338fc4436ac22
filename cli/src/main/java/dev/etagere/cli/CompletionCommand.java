package dev.etagere.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footer = {"", "Example:", "  source <(etagere completion)"})
final class CompletionCommand extends EtagereCommand {

  @Override
  public Integer call() {
    commandLine()
        .getOut()
        .print(AutoComplete.bash("etagere", commandLine().getCommandSpec().root().commandLine()));
    commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
