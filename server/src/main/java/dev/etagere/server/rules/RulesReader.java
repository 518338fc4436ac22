package dev.etagere.server.rules;

import dev.etagere.conditions.Requirement;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPointer;
import dev.etagere.merge.MergeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a document of rules, and notes all that is wrong with it. */
final class RulesReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "writes",
          "unique",
          "media_types",
          "max_bytes",
          "schema",
          "merge",
          "history",
          "enforcement",
          "existing");

  private final List<Fault> faults = new ArrayList<>();

  /**
   * What reading comes to.
   *
   * @param rules what holds, where there is no fault
   * @param keepsExisting whether members that break the rules already may stay as they are
   * @param faults what is wrong
   */
  record Read(Rules rules, boolean keepsExisting, List<Fault> faults) {}

  static Read read(JsonNode document) {
    return new RulesReader().document(document);
  }

  private Read document(JsonNode document) {
    if (!document.isObject()) {
      return new Read(
          Rules.DEFAULT, false, List.of(new Fault("", "rules are an object with members")));
    }
    document.propertyNames().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> fault("/" + name, "there is no such rule; there are " + MEMBERS));
    Rules rules =
        new Rules(
            writes(document),
            new Rules.Limits(
                strings(document, "media_types"),
                positive(document, "max_bytes").orElse(Long.MAX_VALUE)),
            pointers(document),
            schema(document),
            merge(document),
            new Rules.History(
                positive(document.path("history"), "/history", "versions"),
                positive(document.path("history"), "/history", "days")));
    only(document, "history", Set.of("versions", "days"));
    boolean keeps = choice(document, "", "existing", List.of("check", "keep")).equals("keep");
    return new Read(rules, keeps, faults);
  }

  private Rules.Writes writes(JsonNode document) {
    only(document, "writes", Set.of("put", "patch", "delete"));
    JsonNode writes = document.path("writes");
    String enforcement = choice(document, "", "enforcement", List.of("enforce", "warn", "observe"));
    return new Rules.Writes(
        requirement(writes, "put"),
        requirement(writes, "patch"),
        requirement(writes, "delete"),
        Enforcement.valueOf(enforcement.toUpperCase(Locale.ROOT)));
  }

  private Requirement requirement(JsonNode writes, String method) {
    return switch (choice(writes, "/writes", method, List.of("if-match", "version", "overwrite"))) {
      case "version" -> Requirement.VERSION;
      case "overwrite" -> Requirement.NONE;
      default -> Requirement.CONDITION;
    };
  }

  /** One of the words; the first where there is none. */
  private String choice(JsonNode parent, String at, String name, List<String> words) {
    JsonNode value = parent.path(name);
    if (value.isMissingNode()) {
      return words.getFirst();
    }
    if (!value.isString() || !words.contains(value.asString())) {
      fault(at + "/" + name, "this is one of " + words);
      return words.getFirst();
    }
    return value.asString();
  }

  private void only(JsonNode document, String name, Set<String> members) {
    JsonNode value = document.path(name);
    if (!value.isMissingNode() && !value.isObject()) {
      fault("/" + name, "this is an object");
    }
    value.propertyNames().stream()
        .filter(member -> !members.contains(member))
        .forEach(member -> fault("/" + name + "/" + member, "there are only " + members));
  }

  private List<String> strings(JsonNode document, String name) {
    List<String> strings = new ArrayList<>();
    JsonNode value = document.path(name);
    boolean isList = value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    if (!value.isMissingNode() && !isList) {
      fault("/" + name, "this is an array of strings");
    } else {
      value.valueStream().map(JsonNode::asString).forEach(strings::add);
    }
    return strings;
  }

  private List<String> pointers(JsonNode document) {
    List<String> pointers = strings(document, "unique");
    for (int i = 0; i < pointers.size(); i++) {
      if (JsonPointer.parse(pointers.get(i)) instanceof JsonPointer.Parsed.Malformed malformed) {
        fault("/unique/" + i, malformed.why());
      }
    }
    return pointers;
  }

  private Optional<Long> positive(JsonNode parent, String name) {
    return positive(parent, "", name);
  }

  private Optional<Long> positive(JsonNode parent, String at, String name) {
    JsonNode value = parent.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.canConvertToExactIntegral() || !value.canConvertToLong() || value.asLong() < 1) {
      fault(at + "/" + name, "this is a whole number from 1 on");
      return Optional.empty();
    }
    return Optional.of(value.asLong());
  }

  private Optional<ContentSchema> schema(JsonNode document) {
    JsonNode source = document.path("schema");
    if (source.isMissingNode()) {
      return Optional.empty();
    }
    Optional<ContentSchema> schema = ContentSchema.of(source);
    if (schema.isEmpty()) {
      fault("/schema", "this is no JSON Schema of 2020-12 that stands by itself");
    }
    return schema;
  }

  private MergeOptions merge(JsonNode document) {
    JsonNode value = document.path("merge");
    if (value.isMissingNode()
        || !(Json.parse(value.toString()) instanceof Json.Parsed.Document parsed)) {
      return MergeOptions.NONE;
    }
    return switch (MergeOptions.parse(parsed.root())) {
      case MergeOptions.Parsed.Valid valid -> valid.options();
      case MergeOptions.Parsed.Malformed malformed -> {
        fault("/merge" + malformed.pointer(), malformed.why());
        yield MergeOptions.NONE;
      }
    };
  }

  private void fault(String pointer, String detail) {
    faults.add(new Fault(pointer, detail));
  }
}
