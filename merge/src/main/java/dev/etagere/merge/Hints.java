package dev.etagere.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the options say about one place and the places inside it. */
final class Hints {
  private static final Hints NONE = new Hints(List.of());

  /** One segment of the patterns. */
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private @Nullable ArrayRule rule;
    private boolean map;

    private Node at(JsonPointer pattern) {
      Node node = this;
      for (String segment : pattern.segments()) {
        node = node.children.computeIfAbsent(segment, name -> new Node());
      }
      return node;
    }
  }

  /** The patterns' nodes that this place matches, literal ones first. */
  private final List<Node> nodes;

  private Hints(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** What the options say about the whole document. */
  static Hints of(MergeOptions options) {
    if (options.arrays().isEmpty() && options.mergeAdds().isEmpty()) {
      return NONE;
    }
    Node root = new Node();
    options.arrays().forEach((pattern, rule) -> root.at(pattern).rule = rule);
    options.mergeAdds().forEach(pattern -> root.at(pattern).map = true);
    return new Hints(List.of(root));
  }

  /** What the options say about the member or element of a segment. */
  Hints child(String segment) {
    if (nodes.isEmpty()) {
      return NONE;
    }
    List<Node> matched = new ArrayList<>();
    for (String pattern : segment.equals("*") ? List.of("*") : List.of(segment, "*")) {
      for (Node node : nodes) {
        Node child = node.children.get(pattern);
        if (child != null) {
          matched.add(child);
        }
      }
    }
    return matched.isEmpty() ? NONE : new Hints(matched);
  }

  /** What the options say about the element of an index. */
  Hints child(int index) {
    return nodes.isEmpty() ? NONE : child(Integer.toString(index));
  }

  /** The rule for an array here. */
  Optional<ArrayRule> rule() {
    for (Node node : nodes) {
      if (node.rule != null) {
        return Optional.of(node.rule);
      }
    }
    return Optional.empty();
  }

  /** Whether a value here is never merged inside. */
  boolean isAtomic() {
    return !nodes.isEmpty()
        && rule().filter(rule -> rule.mode() == ArrayRule.Mode.ATOMIC).isPresent();
  }

  /** Whether an object here is a map of independent entries. */
  boolean isMap() {
    for (Node node : nodes) {
      if (node.map) {
        return true;
      }
    }
    return false;
  }
}
