package dev.etagere.server.changes;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cursors of the feed: opaque to clients, and valid for ever. */
final class Position {
  private static final Pattern FORM = Pattern.compile("c([0-9a-z]{1,12})");
  private static final Pattern NOW = Pattern.compile("now(?:-([0-9]{1,9}))?");
  private static final int RADIX = 36;

  private Position() {}

  static String cursor(long sequence) {
    return "c" + Long.toString(sequence, RADIX);
  }

  /**
   * @param newest the position of the newest change of all
   * @throws Refusal if the cursor is none, or leads beyond what there is: the store is an earlier
   *     state of the one that gave it
   */
  static long of(String cursor, long newest) {
    Matcher now = NOW.matcher(cursor);
    if (now.matches()) {
      long before = now.group(1) == null ? 0 : Long.parseLong(now.group(1));
      return Math.max(0, newest - before);
    }
    if (!FORM.matcher(cursor).matches()) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "The cursor is not one of this feed. Send one as the feed gave it, or none to begin with the first change."));
    }
    long sequence = Long.parseLong(cursor.substring(1), RADIX);
    if (sequence > newest) {
      throw new Refusal(
          Problem.of(
              ProblemKind.GONE,
              "The cursor lies beyond the newest change: the store was restored to an earlier state. List what you follow anew, and go on from after=now."));
    }
    return sequence;
  }
}
