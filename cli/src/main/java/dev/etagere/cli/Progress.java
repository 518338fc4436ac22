package dev.etagere.cli;

import java.util.Locale;

/** How far a long command is; drawn on a terminal only. */
final class Progress {
  private static final int WIDTH = 30;

  private final Printer printer;
  private final long total;
  private long done;

  Progress(Printer printer, long total) {
    this.printer = printer;
    this.total = total;
  }

  /** One more is done. */
  synchronized void step() {
    done++;
    int filled = (int) (WIDTH * done / Math.max(total, 1));
    String bar = "#".repeat(filled) + " ".repeat(WIDTH - filled);
    printer.bar(String.format(Locale.ROOT, "[%s] %d/%d", bar, done, total), done == total);
  }
}
