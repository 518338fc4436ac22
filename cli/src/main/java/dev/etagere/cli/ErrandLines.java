package dev.etagere.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of an errand, printed for people or handed on as JSON. */
final class ErrandLines implements Consumer<JsonNode> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintWriter out;
  private final boolean json;
  private final String title;
  private Optional<JsonNode> end = Optional.empty();
  private boolean found;

  /**
   * @param json whether every line is printed as it is, but how far the errand is
   * @param title what stands before the figures of the end
   */
  ErrandLines(PrintWriter out, boolean json, String title) {
    this.out = out;
    this.json = json;
    this.title = title;
  }

  void accept(Map<String, Object> line) {
    accept(JSON.<JsonNode>valueToTree(line));
  }

  @Override
  public void accept(JsonNode line) {
    if (line.has("at")) {
      return;
    }
    found = found || line.has("finding");
    end = line.has("done") || line.has("failed") ? Optional.of(line) : end;
    out.println(json ? line.toString() : text(line));
    out.flush();
  }

  private String text(JsonNode line) {
    if (line.has("finding")) {
      JsonNode finding = line.path("finding");
      return "%s: %s%n    %s"
          .formatted(
              finding.path("where").asString(),
              finding.path("what").asString(),
              finding.path("remedy").asString());
    }
    return line.has("failed")
        ? line.path("failed").asString()
        : title + ": " + figures(line.path("done"));
  }

  private static String figures(JsonNode done) {
    return done.propertyStream()
        .map(figure -> figure.getKey().replace('_', ' ') + " " + figure.getValue().asString())
        .collect(Collectors.joining(", "));
  }

  /** Done without a finding, or failed. */
  int exitCode() {
    boolean done = end.filter(line -> line.has("done")).isPresent();
    if (end.isEmpty()) {
      throw new IllegalStateException("the server broke off before the end");
    }
    return done && !found ? ExitCode.DONE : ExitCode.FAILED;
  }
}
