package dev.etagere.merge;

/**
 * One operation of a JSON Patch, RFC 6902 §4.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="diff"}
 */
public sealed interface PatchOperation {

  /** The place that the operation is about. */
  JsonPointer path();

  /** Adds a member or inserts an element; replaces a member that is there (§4.1). */
  record Add(JsonPointer path, Json value) implements PatchOperation {}

  /** Takes away what is there (§4.2). */
  record Remove(JsonPointer path) implements PatchOperation {}

  /** Puts a value in the place of the one that is there (§4.3). */
  record Replace(JsonPointer path, Json value) implements PatchOperation {}

  /** Takes a value away from one place and adds it at another (§4.4). */
  record Move(JsonPointer from, JsonPointer path) implements PatchOperation {}

  /** Adds the value of one place at another (§4.5). */
  record Copy(JsonPointer from, JsonPointer path) implements PatchOperation {}

  /** Holds if the value that is there equals this one (§4.6). */
  record Test(JsonPointer path, Json value) implements PatchOperation {}

  /** The operation as JSON. */
  default JsonObject toJson() {
    JsonObject.Builder members = new JsonObject.Builder();
    if (this instanceof Add add) {
      return members
          .add("op", text("add"))
          .add("path", text(path()))
          .add("value", add.value())
          .build();
    } else if (this instanceof Replace replace) {
      return members
          .add("op", text("replace"))
          .add("path", text(path()))
          .add("value", replace.value())
          .build();
    } else if (this instanceof Test test) {
      return members
          .add("op", text("test"))
          .add("path", text(path()))
          .add("value", test.value())
          .build();
    } else if (this instanceof Move move) {
      return members
          .add("op", text("move"))
          .add("from", text(move.from()))
          .add("path", text(path()))
          .build();
    } else if (this instanceof Copy copy) {
      return members
          .add("op", text("copy"))
          .add("from", text(copy.from()))
          .add("path", text(path()))
          .build();
    }
    return members.add("op", text("remove")).add("path", text(path())).build();
  }

  private static JsonString text(Object value) {
    return new JsonString(value.toString());
  }
}
