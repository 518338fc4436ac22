package dev.etagere.cli;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What came of many resources. */
final class Tally {
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  void written() {
    written.incrementAndGet();
  }

  void unchanged() {
    unchanged.incrementAndGet();
  }

  void conflict(Printer printer, String what, String why) {
    conflicts.incrementAndGet();
    printer.item("conflict", "Conflict: ", what, why);
  }

  void failed(Printer printer, String what, String why) {
    failed.incrementAndGet();
    printer.item("refused", "Not done: ", what, why);
  }

  /** Prints the sums; the exit code is that of the worst. */
  int total(Printer printer, String verb) {
    if (printer.isJson()) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("result", new JsonString(verb));
      members.put("written", JsonNumber.of(written.get()));
      members.put("unchanged", JsonNumber.of(unchanged.get()));
      members.put("conflicts", JsonNumber.of(conflicts.get()));
      members.put("failed", JsonNumber.of(failed.get()));
      printer.object(members);
    } else {
      printer.note(
          "%d %s, %d unchanged, %d conflicts, %d failed"
              .formatted(written.get(), verb, unchanged.get(), conflicts.get(), failed.get()));
    }
    if (failed.get() > 0) {
      return ExitCode.FAILED;
    }
    return conflicts.get() > 0 ? ExitCode.CONFLICT : ExitCode.DONE;
  }
}
