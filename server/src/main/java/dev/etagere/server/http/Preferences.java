package dev.etagere.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client would like, and can do without: the field Prefer (RFC 7240). Names are
 * case-insensitive; of a preference that is stated more than once the first counts; one that cannot
 * be read is ignored.
 */
public final class Preferences {

  /** The longest number that is read; longer ones are beyond every limit. */
  private static final int DIGITS = 18;

  private static final Preferences NONE = new Preferences();

  private final Map<String, String> values = new HashMap<>();

  private Preferences() {}

  /** The preferences of a request: of all lines of the field, in order. */
  public static Preferences of(FieldLines fields) {
    List<String> lines = fields.lines("Prefer");
    if (lines.isEmpty()) {
      return NONE;
    }
    Preferences preferences = new Preferences();
    lines.forEach(line -> preferences.read(new FieldScanner(line)));
    return preferences;
  }

  private void read(FieldScanner line) {
    while (!line.isAtEnd()) {
      line.skipSpace();
      line.token().ifPresent(name -> preference(name.toLowerCase(Locale.ROOT), line));
      line.skipElement();
    }
  }

  /** §2: preference = token [ BWS "=" BWS word ] *( OWS ";" [ OWS parameter ] ). */
  private void preference(String name, FieldScanner line) {
    Optional<String> value = value(line);
    if (value.isPresent() && isEnd(line)) {
      values.putIfAbsent(name, value.get());
    }
  }

  /** What stands behind a name; nothing if it is malformed. */
  private static Optional<String> value(FieldScanner line) {
    line.skipSpace();
    if (!line.take('=')) {
      return Optional.of("");
    }
    line.skipSpace();
    return line.word();
  }

  /** Whether only parameters follow up to the next preference. */
  private static boolean isEnd(FieldScanner line) {
    line.skipSpace();
    while (line.take(';')) {
      line.skipSpace();
      if (line.token().isPresent() && value(line).isEmpty()) {
        return false;
      }
      line.skipSpace();
    }
    return line.isAtEnd() || line.isAt(',');
  }

  /** Whether a preference is stated without a value; an empty one is none (§2). */
  public boolean states(String name) {
    return states(name, "");
  }

  /** Whether a preference is stated with this value. */
  public boolean states(String name, String value) {
    return value.equals(values.get(name));
  }

  /**
   * The value of a preference in whole seconds (§4.3); what is above a limit is that limit. Nothing
   * if it is not stated or is no number.
   *
   * @param most seconds
   */
  public Optional<Long> seconds(String name, long most) {
    return Optional.ofNullable(values.get(name))
        .filter(value -> value.matches("[0-9]+"))
        .map(digits -> digits.length() > DIGITS ? most : Math.min(most, Long.parseLong(digits)));
  }
}
