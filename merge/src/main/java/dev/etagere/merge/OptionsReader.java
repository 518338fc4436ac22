package dev.etagere.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rules of merging, and notes the first fault. */
final class OptionsReader {
  private final Map<JsonPointer, ArrayRule> arrays = new LinkedHashMap<>();
  private final List<JsonPointer> mergeAdds = new ArrayList<>();
  private final List<String> text = new ArrayList<>();
  private MergeOptions.Parsed.@Nullable Malformed fault;

  MergeOptions.Parsed read(Json rules) {
    if (rules instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        member(object.name(i), object.value(i));
      }
    } else {
      fault(JsonPointer.ROOT, "the rules of merging are an object");
    }
    return fault != null
        ? fault
        : new MergeOptions.Parsed.Valid(
            new MergeOptions(arrays, mergeAdds, text, MergeLimits.DEFAULT));
  }

  private void member(String name, Json value) {
    JsonPointer place = JsonPointer.ROOT.child(name);
    switch (name) {
      case "arrays" -> arrays(place, value);
      case "merge_adds" ->
          strings(place, value).forEach(each -> mergeAdds.add(pattern(place, each)));
      case "text" -> strings(place, value).forEach(each -> type(place, each));
      default -> fault(place, "there is no such rule of merging");
    }
  }

  private void arrays(JsonPointer place, Json value) {
    if (!(value instanceof JsonObject rules)) {
      fault(place, "the rules for arrays are an object of patterns");
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      JsonPointer at = place.child(rules.name(i));
      arrays.put(pattern(at, rules.name(i)), rule(at, rules.value(i)));
    }
  }

  private ArrayRule rule(JsonPointer place, Json value) {
    ArrayRule.Mode mode = ArrayRule.Mode.KEYED;
    List<String> key = List.of();
    boolean ignoreOrder = false;
    JsonObject members = value instanceof JsonObject object ? object : JsonObject.EMPTY;
    if (members.find("mode") == null) {
      fault(place, "a rule for arrays is an object that names a mode");
    }
    for (int i = 0; i < members.size(); i++) {
      JsonPointer at = place.child(members.name(i));
      switch (members.name(i)) {
        case "mode" -> mode = mode(at, members.value(i));
        case "key" -> key = strings(at, members.value(i));
        case "order" -> ignoreOrder = ignoresOrder(at, members.value(i));
        default -> fault(at, "a rule for arrays has mode, key and order only");
      }
    }
    return new ArrayRule(mode, key, ignoreOrder);
  }

  private ArrayRule.Mode mode(JsonPointer place, Json value) {
    for (ArrayRule.Mode mode : ArrayRule.Mode.values()) {
      if (value.equals(new JsonString(mode.name().toLowerCase(Locale.ROOT)))) {
        return mode;
      }
    }
    fault(place, "the mode is keyed, set, sequence, positional or atomic");
    return ArrayRule.Mode.SEQUENCE;
  }

  private boolean ignoresOrder(JsonPointer place, Json value) {
    boolean ignore = value.equals(new JsonString("ignore"));
    if (!ignore && !value.equals(new JsonString("keep"))) {
      fault(place, "the order is keep or ignore");
    }
    return ignore;
  }

  private void type(JsonPointer place, String type) {
    if (!type.startsWith("text/") || !type.equals(type.toLowerCase(Locale.ROOT))) {
      fault(place, "a type that merges as text is text/… in lower case, without parameters");
    }
    text.add(type);
  }

  private JsonPointer pattern(JsonPointer place, String pattern) {
    JsonPointer.Parsed parsed = JsonPointer.parse(pattern);
    if (parsed instanceof JsonPointer.Parsed.Valid valid) {
      return valid.pointer();
    }
    fault(place, "a pattern is a JSON Pointer, in which * is any one segment");
    return JsonPointer.ROOT;
  }

  private List<String> strings(JsonPointer place, Json value) {
    List<String> strings = new ArrayList<>();
    for (Json element : value instanceof JsonArray array ? array.elements() : List.of(value)) {
      if (element instanceof JsonString string && value instanceof JsonArray) {
        strings.add(string.value());
      } else {
        fault(place, "this is an array of strings");
      }
    }
    return strings;
  }

  private void fault(JsonPointer place, String why) {
    if (fault == null) {
      fault = new MergeOptions.Parsed.Malformed(place, why);
    }
  }
}
