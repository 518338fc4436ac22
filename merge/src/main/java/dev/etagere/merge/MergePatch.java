package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Merge Patch, RFC 7396.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="patch"}
 *
 * @param document the patch; every JSON value is one
 */
public record MergePatch(Json document) {

  /**
   * The target as the patch would have it (§2); members that stay keep their order, new ones
   * follow.
   */
  public Json apply(Json target) {
    return apply(target, document);
  }

  private static Json apply(Json target, Json patch) {
    if (!(patch instanceof JsonObject changes)) {
      return patch;
    }
    return merged(target instanceof JsonObject object ? object : JsonObject.EMPTY, changes);
  }

  private static JsonObject merged(JsonObject target, JsonObject changes) {
    List<String> names = new ArrayList<>(target.size());
    List<Json> values = new ArrayList<>(target.size());
    for (int i = 0; i < target.size(); i++) {
      Json change = changes.find(target.name(i));
      if (change == null || change != JsonNull.NULL) {
        names.add(target.name(i));
        values.add(change == null ? target.value(i) : apply(target.value(i), change));
      }
    }
    for (int i = 0; i < changes.size(); i++) {
      if (changes.value(i) != JsonNull.NULL && target.find(changes.name(i)) == null) {
        names.add(changes.name(i));
        values.add(apply(JsonNull.NULL, changes.value(i)));
      }
    }
    return new JsonObject(names.toArray(String[]::new), values.toArray(Json[]::new));
  }
}
