package dev.etagere.server.resources;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the field Range asks of a representation (RFC 9110 §14). */
public sealed interface ByteRanges {

  /**
   * The most ranges that a request may ask for; more, and the whole representation is sent (§14.2).
   */
  int MOST = 50;

  /** Range is ignored: it is malformed, of another unit, or asks for too much. */
  record Ignored() implements ByteRanges {}

  /** No byte of any of the ranges exists: 416. */
  record Unsatisfiable() implements ByteRanges {}

  /**
   * These bytes are sent: in the order that was asked for, or by position where ranges overlapped
   * and were united.
   */
  record Satisfiable(List<Part> parts) implements ByteRanges {}

  /**
   * A part of the representation.
   *
   * @param first its first byte, from 0
   * @param last its last byte, inclusive
   */
  record Part(long first, long last) {

    long length() {
      return last - first + 1;
    }

    /** The value of Content-Range for a representation of so many bytes. */
    String contentRange(long of) {
      return "bytes %d-%d/%d".formatted(first, last, of);
    }

    private boolean touches(Part next) {
      return next.first <= last + 1;
    }
  }

  /**
   * Reads the field.
   *
   * @param field its value
   * @param length of the representation, in bytes
   */
  static ByteRanges parse(String field, long length) {
    Matcher unit = Syntax.UNIT.matcher(field);
    if (!unit.matches()) {
      return new Ignored();
    }
    List<Part> parts = new ArrayList<>();
    int asked = 0;
    for (String spec : unit.group(1).split(",", -1)) {
      if (spec.isBlank()) {
        continue; // §5.6.1: empty elements are skipped
      }
      Matcher range = Syntax.SPEC.matcher(spec.strip());
      if (!range.matches() || ++asked > MOST || isReversed(range)) {
        return new Ignored();
      }
      part(range, length).ifPresent(parts::add);
    }
    return asked == 0
        ? new Ignored()
        : parts.isEmpty() ? new Unsatisfiable() : new Satisfiable(united(parts));
  }

  private static boolean isReversed(Matcher range) {
    boolean open = range.group(1).isEmpty() || range.group(2).isEmpty();
    return range.group(1).isEmpty() && range.group(2).isEmpty()
        || !open && number(range.group(1)) > number(range.group(2));
  }

  private static Optional<Part> part(Matcher range, long length) {
    if (range.group(1).isEmpty()) {
      long suffix = Math.min(number(range.group(2)), length);
      return suffix == 0 ? Optional.empty() : Optional.of(new Part(length - suffix, length - 1));
    }
    long first = number(range.group(1));
    long last =
        range.group(2).isEmpty() ? length - 1 : Math.min(number(range.group(2)), length - 1);
    return first >= length ? Optional.empty() : Optional.of(new Part(first, last));
  }

  /** §14.1.2: a number that is too large to count with is larger than every length. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
  }

  /** §14.2: ranges that overlap or touch may be united, so that no byte is sent twice. */
  private static List<Part> united(List<Part> parts) {
    List<Part> sorted = parts.stream().sorted(Comparator.comparingLong(Part::first)).toList();
    List<Part> united = new ArrayList<>();
    for (Part part : sorted) {
      Part before = united.isEmpty() ? new Part(-2, -2) : united.getLast();
      if (before.touches(part)) {
        united.set(
            united.size() - 1, new Part(before.first(), Math.max(before.last(), part.last())));
      } else {
        united.add(part);
      }
    }
    return united.size() == parts.size() ? List.copyOf(parts) : united;
  }

  /** The grammar of §14.1.1 and §14.2. */
  final class Syntax {
    private static final Pattern UNIT = Pattern.compile("bytes=(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

    private Syntax() {}
  }
}
