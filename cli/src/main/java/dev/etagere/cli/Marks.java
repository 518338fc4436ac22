package dev.etagere.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines around a place that two people changed.
 *
 * @param theirs names the version of the other side
 */
record Marks(String theirs) {
  private static final String MINE = "<<<<<<< yours";
  private static final String BETWEEN = "=======";
  private static final String END = ">>>>>>> theirs";

  List<String> around(List<String> mine, List<String> others) {
    List<String> lines = new ArrayList<>();
    lines.add(MINE);
    lines.addAll(mine);
    lines.add(BETWEEN);
    lines.addAll(others);
    lines.add(END + " " + theirs);
    return lines;
  }

  /** The numbers of the lines in which marks are left, from 1. */
  static List<Integer> left(String text) {
    List<Integer> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(MINE) || lines.get(i).startsWith(END)) {
        found.add(i + 1);
      }
    }
    return found;
  }
}
