package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;

/**
 * A text taken apart: a byte order mark, lines, how they end, and whether the last one does. Only
 * LF and CR LF end lines.
 *
 * @param mark whether the text starts with a byte order mark
 * @param lines the lines without their ends
 * @param ends how each line ends; the last one of a text without a final newline counts as ending
 *     like the one before, or by CR LF if a CR is the last that it has
 * @param finished whether the last line ends
 */
record TextLines(boolean mark, List<String> lines, List<String> ends, boolean finished) {
  private static final String MARK = "\ufeff";

  static TextLines of(String text) {
    boolean mark = text.startsWith(MARK);
    List<String> lines = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    int start = mark ? 1 : 0;
    for (int feed = text.indexOf('\n', start); feed >= 0; feed = text.indexOf('\n', start)) {
      boolean pair = feed > start && text.charAt(feed - 1) == '\r';
      lines.add(text.substring(start, pair ? feed - 1 : feed));
      ends.add(pair ? "\r\n" : "\n");
      start = feed + 1;
    }
    boolean finished = start == text.length();
    if (!finished) {
      String last = text.substring(start);
      lines.add(last);
      ends.add(assumedEnd(last, ends));
    }
    return new TextLines(mark, lines, ends, finished);
  }

  /** A last line that has a CR of its own is told from one that ends by CR LF. */
  private static String assumedEnd(String last, List<String> ends) {
    if (last.endsWith("\r")) {
      return "\r\n";
    }
    return ends.isEmpty() ? "\n" : ends.get(ends.size() - 1);
  }

  /** The text as it was. */
  String text() {
    return (mark ? MARK : "") + String.join("", written());
  }

  /** The lines with their ends as they are. */
  List<String> written() {
    List<String> all = terminated();
    if (!finished) {
      all.set(all.size() - 1, lines.get(lines.size() - 1));
    }
    return all;
  }

  /** Whether all lines end alike. */
  boolean isUniform() {
    return ends.stream().distinct().count() <= 1;
  }

  /** Whether there is a line end to be seen, so that its kind means something. */
  boolean showsEnd() {
    return lines.size() > 1 || (finished && !lines.isEmpty());
  }

  /** The lines with their ends, as if the last one ended too. */
  List<String> terminated() {
    List<String> all = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      all.add(lines.get(i) + ends.get(i));
    }
    return all;
  }
}
