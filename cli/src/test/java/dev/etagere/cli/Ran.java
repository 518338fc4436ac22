package dev.etagere.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command ended with and printed. */
record Ran(int exitCode, String out, String err) {

  /** Runs a command in this process. */
  static Ran etagere(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.newCommandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
