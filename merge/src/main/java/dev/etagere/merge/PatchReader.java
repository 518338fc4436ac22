package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads patch documents, RFC 6902 §§3 and 4. */
final class PatchReader {
  private final JsonObject members;
  private String why = "";

  private PatchReader(JsonObject members) {
    this.members = members;
  }

  static JsonPatch.Parsed read(Json document) {
    if (!(document instanceof JsonArray array)) {
      return new JsonPatch.Parsed.Malformed(-1, "a patch is an array of operations");
    }
    List<PatchOperation> operations = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof JsonObject object)) {
        return new JsonPatch.Parsed.Malformed(i, "an operation is an object");
      }
      PatchReader reader = new PatchReader(object);
      Optional<PatchOperation> operation = reader.operation();
      if (operation.isEmpty()) {
        return new JsonPatch.Parsed.Malformed(i, reader.why);
      }
      operations.add(operation.get());
    }
    return new JsonPatch.Parsed.Valid(new JsonPatch(operations));
  }

  private Optional<PatchOperation> operation() {
    Optional<String> op = string("op");
    Optional<JsonPointer> path = op.isEmpty() ? Optional.empty() : pointer("path");
    return path.isEmpty() ? Optional.empty() : operation(op.get(), path.get());
  }

  private Optional<PatchOperation> operation(String op, JsonPointer path) {
    return switch (op) {
      case "add" -> value().map(value -> new PatchOperation.Add(path, value));
      case "remove" -> Optional.of(new PatchOperation.Remove(path));
      case "replace" -> value().map(value -> new PatchOperation.Replace(path, value));
      case "test" -> value().map(value -> new PatchOperation.Test(path, value));
      case "copy" -> pointer("from").map(from -> new PatchOperation.Copy(from, path));
      case "move" -> move(path);
      default -> malformed("there is no operation " + new JsonString(op));
    };
  }

  private Optional<PatchOperation> move(JsonPointer path) {
    Optional<JsonPointer> from = pointer("from");
    // §4.4: a value cannot be moved into itself.
    if (from.isPresent() && path.isWithin(from.get()) && !path.equals(from.get())) {
      return malformed("a value cannot be moved into itself");
    }
    return from.map(place -> new PatchOperation.Move(place, path));
  }

  private Optional<Json> value() {
    Optional<Json> value = members.get("value");
    return value.isPresent() ? value : malformed("the member \"value\" is missing");
  }

  private Optional<JsonPointer> pointer(String name) {
    Optional<String> text = string(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    JsonPointer.Parsed parsed = JsonPointer.parse(text.get());
    return parsed instanceof JsonPointer.Parsed.Valid valid
        ? Optional.of(valid.pointer())
        : malformed("the member \"" + name + "\" is not a JSON Pointer");
  }

  private Optional<String> string(String name) {
    return members.get(name).orElse(JsonNull.NULL) instanceof JsonString string
        ? Optional.of(string.value())
        : malformed("the member \"" + name + "\" is missing or not a string");
  }

  private <T> Optional<T> malformed(String clause) {
    why = clause;
    return Optional.empty();
  }
}
