package dev.etagere.server.fuzz;

import static dev.etagere.server.fuzz.Promise.isKept;

import dev.etagere.server.http.Preferences;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Prefer: the preferences of lines are read, and in a second line no earlier one is changed. */
public final class PreferTarget {

  private PreferTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String line = new String(input, StandardCharsets.ISO_8859_1);
    Preferences preferences = Preferences.of(name -> List.of(line));
    Preferences again = Preferences.of(name -> List.of(line, line));
    Optional<Long> seconds = preferences.seconds("wait", 60);
    isKept(seconds.stream().allMatch(value -> value >= 0 && value <= 60), seconds);
    isKept(again.seconds("wait", 60).equals(seconds), line);
    isKept(again.states("merge") == preferences.states("merge"), line);
  }
}
