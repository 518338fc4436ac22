package dev.etagere.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How far a long command is; drawn on a terminal only. */
final class Progress {
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean drawn;
  private final long total;
  private long done;

  Progress(PrintWriter err, boolean drawn, long total) {
    this.err = err;
    this.drawn = drawn;
    this.total = total;
  }

  /** One more is done. */
  synchronized void step() {
    done++;
    if (drawn) {
      int filled = (int) (WIDTH * done / Math.max(total, 1));
      err.print(
          String.format(
              Locale.ROOT,
              "\r[%s%s] %d/%d",
              "#".repeat(filled),
              " ".repeat(WIDTH - filled),
              done,
              total));
      if (done == total) {
        err.println();
      }
      err.flush();
    }
  }
}
