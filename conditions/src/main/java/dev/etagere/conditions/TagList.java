package dev.etagere.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

public sealed interface TagList {
  record Any() implements TagList {}

  record OneOf(List<EntityTag> tags) implements TagList {}

  default TagList map(UnaryOperator<EntityTag> change) {
    return this instanceof OneOf one ? new OneOf(one.tags().stream().map(change).toList()) : this;
  }

  static Parsed<TagList> parse(List<String> lines) {
    String text = String.join(", ", lines);
    if (text.strip().equals("*")) return new Parsed.Valid<>(new Any());
    List<EntityTag> tags = new ArrayList<>();
    int i = 0;
    boolean sep = true;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t') {
        i++;
        continue;
      }
      if (c == ',') {
        sep = true;
        i++;
        continue;
      }
      if (!sep) return new Parsed.Malformed<>(i, "comma expected");
      boolean weak = text.startsWith("W/\"", i);
      int open = weak ? i + 2 : i;
      if (text.charAt(open) != '"')
        return new Parsed.Malformed<>(i, "an entity tag starts with a double quote");
      int close = text.indexOf('"', open + 1);
      if (close < 0) return new Parsed.Malformed<>(i, "unclosed");
      tags.add(new EntityTag(weak, text.substring(open + 1, close)));
      i = close + 1;
      sep = false;
    }
    if (tags.isEmpty()) return new Parsed.Malformed<>(0, "no tag");
    return new Parsed.Valid<>(new OneOf(List.copyOf(tags)));
  }
}
