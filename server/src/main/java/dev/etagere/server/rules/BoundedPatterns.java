package dev.etagere.server.rules;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The regular expressions of a schema, which look at characters so often and no oftener: a few that
 * go back and forth (ReDoS) would else take years.
 *
 * <p>All strings of one document share 5,000,000 looks, and each string brings 8 for each of its
 * characters along: what goes through a text in one direction is never cut off.
 */
final class BoundedPatterns {

  private static final long LOOKS = 5_000_000;
  private static final long LOOKS_PER_CHARACTER = 8;
  private static final ScopedValue<Looks> LEFT = ScopedValue.newInstance();

  private BoundedPatterns() {}

  /** What a piece of work came to, and whether its patterns got to their ends. */
  record Bounded<T>(T value, boolean isComplete) {}

  /** Works within the bound. */
  static <T> Bounded<T> within(Supplier<T> work) {
    Looks looks = new Looks();
    T value = ScopedValue.where(LEFT, looks).call(work::get);
    return new Bounded<>(value, looks.left >= 0);
  }

  /** A pattern as JSON Schema means it: found anywhere, its dollar sign the very end. */
  static RegularExpression compiled(String source) {
    Pattern pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(source)));
    return text -> isFound(pattern, text, LEFT.isBound() ? LEFT.get() : new Looks());
  }

  private static boolean isFound(Pattern pattern, String text, Looks looks) {
    if (looks.left < 0) {
      return false;
    }
    looks.left += LOOKS_PER_CHARACTER * text.length();
    try {
      return pattern.matcher(new Watched(text, looks)).find();
    } catch (Exhausted | StackOverflowError endless) {
      looks.left = -1;
      return false;
    }
  }

  /** How often characters may still be looked at; below zero once that did not suffice. */
  private static final class Looks {
    private long left = LOOKS;
  }

  /** A text that counts how often it is looked at. */
  private record Watched(CharSequence text, Looks looks) implements CharSequence {

    @Override
    public char charAt(int index) {
      if (--looks.left < 0) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** Ends a match; never leaves this class. */
  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("looked often enough", null, false, false);
    }
  }
}
