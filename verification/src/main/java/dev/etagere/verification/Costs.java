package dev.etagere.verification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What some operations cost at several sizes of one thing: measured, as a table and as a plot. */
final class Costs {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 56;
  private static final int LEGEND = 136;
  private static final List<String> COLOURS = List.of("#2f6fd0", "#c2571a", "#2c8a57", "#8a4fbf");

  private final String subject;
  private final Map<String, List<Case>> operations = new LinkedHashMap<>();

  /** Sends one request. */
  @FunctionalInterface
  interface Operation {
    void once() throws IOException, InterruptedException;
  }

  /** One operation at one size. */
  record Case(int size, Operation operation, List<Double> micros) {

    void took(double microseconds) {
      micros.add(microseconds);
    }

    double median() {
      return micros.stream().sorted().skip(micros.size() / 2).findFirst().orElseThrow();
    }
  }

  /**
   * @param subject what grows
   */
  Costs(String subject) {
    this.subject = subject;
  }

  String subject() {
    return subject;
  }

  void of(String name, int size, Operation operation) {
    operations
        .computeIfAbsent(name, unknown -> new ArrayList<>())
        .add(new Case(size, operation, new ArrayList<>()));
  }

  List<Case> cases() {
    return operations.values().stream().flatMap(List::stream).toList();
  }

  /** In Markdown: a row for each operation, a column for each size, in microseconds. */
  String table() {
    StringBuilder table = new StringBuilder("| µs, by " + subject);
    sizes().forEach(size -> table.append(" | ").append(number(size)));
    table.append(" |\n|---").append("|---:".repeat(sizes().size())).append("|\n");
    operations.forEach((name, cases) -> {
      table.append("| ").append(name);
      cases.forEach(each -> table.append(" | ").append(number(each.median())));
      table.append(" |\n");
    });
    return table.toString();
  }

  private SortedSet<Integer> sizes() {
    return cases().stream().map(Case::size).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** In SVG: a line for each operation, both axes logarithmic. */
  String plot() {
    StringBuilder plot =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 0 %d %d" role="img" aria-label="µs, by %s">
            <style>text{font:12px sans-serif;fill:#444}path{fill:none;stroke-width:2}.axis{stroke:#8888;stroke-width:1}
            @media(prefers-color-scheme:dark){text{fill:#ccc}}</style>
            """
                .formatted(WIDTH + LEGEND, HEIGHT, subject));
    sizes()
        .forEach(size -> plot.append(text(x(size), HEIGHT - MARGIN / 2, "middle", number(size))));
    plot.append(text(WIDTH / 2.0, HEIGHT - 6, "middle", subject));
    for (double micros = 1; micros <= highest(); micros *= 10) {
      plot.append(text(MARGIN - 8, y(micros) + 4, "end", number(micros) + " µs"))
          .append("<path class=\"axis\" d=\"M%d %.0fH%d\"/>%n".formatted(MARGIN, y(micros), WIDTH));
    }
    int next = 0;
    for (Map.Entry<String, List<Case>> operation : operations.entrySet()) {
      plot.append(line(operation.getKey(), operation.getValue(), COLOURS.get(next++)));
    }
    return plot.append("</svg>\n").toString();
  }

  private String line(String name, List<Case> cases, String colour) {
    String points =
        cases.stream()
            .map(each -> "%.0f %.0f".formatted(x(each.size()), y(each.median())))
            .collect(Collectors.joining("L"));
    return "<path stroke=\"%s\" d=\"M%s\"/>%n".formatted(colour, points)
        + text(WIDTH + 8, y(cases.getLast().median()) + 4, "start", name);
  }

  private static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n"
        .formatted(x, y, anchor, text);
  }

  private double x(int size) {
    double first = Math.log10(Math.max(1, sizes().first()));
    double last = Math.log10(Math.max(1, sizes().last()));
    double part = last == first ? 0 : (Math.log10(Math.max(1, size)) - first) / (last - first);
    return MARGIN + 24 + part * (WIDTH - MARGIN - 48);
  }

  private double y(double micros) {
    return HEIGHT - MARGIN - Math.log10(micros) / Math.log10(highest()) * (HEIGHT - 2.0 * MARGIN);
  }

  /** The power of ten that no case exceeds. */
  private double highest() {
    double most = cases().stream().mapToDouble(Case::median).max().orElse(1);
    return Math.pow(10, Math.max(1, Math.ceil(Math.log10(most))));
  }
}
