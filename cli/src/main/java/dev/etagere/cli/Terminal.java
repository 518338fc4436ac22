package dev.etagere.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Where the three standard streams lead. */
final class Terminal {
  private Terminal() {}

  /** Whether the standard error is a terminal, which Java itself does not tell. */
  static boolean showsErrors() {
    try {
      return new ProcessBuilder("/bin/sh", "-c", "test -t 2")
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
