package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Patch, RFC 6902: operations that are applied one after another, all of them or none.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="patch"}
 *
 * @param operations in order
 */
public record JsonPatch(List<PatchOperation> operations) {

  public JsonPatch {
    operations = List.copyOf(operations);
  }

  /** What reading a patch comes to. */
  public sealed interface Parsed {

    /** The document was a patch. */
    record Valid(JsonPatch patch) implements Parsed {}

    /**
     * The document was none.
     *
     * @param index the operation at fault, from 0; -1 if the document is no array
     * @param why a clause for a person
     */
    record Malformed(int index, String why) implements Parsed {}
  }

  /** What applying a patch comes to. */
  public sealed interface Result {

    /** Every operation held. */
    record Applied(Json document) implements Result {}

    /**
     * An operation failed, so nothing was changed.
     *
     * @param index the operation that failed, from 0
     * @param pointer the place at which it failed
     * @param why a clause for a person
     */
    record Failed(int index, JsonPointer pointer, String why) implements Result {}
  }

  /** Reads a patch document (§3, §4). Members that the operation does not have are ignored. */
  public static Parsed parse(Json document) {
    return PatchReader.read(document);
  }

  /**
   * Applies the operations in order (§5); the document itself stays as it is. Numbers are compared
   * by value (§4.6). The result may not nest deeper than {@link Json#MAX_DEPTH}, and the values
   * copied may not grow beyond {@link PatchLimits#COPIED} characters in all.
   */
  public Result apply(Json document) {
    return new PatchRun(document).apply(operations);
  }

  /** The patch as JSON. */
  public JsonArray toJson() {
    List<Json> array = new ArrayList<>(operations.size());
    for (PatchOperation operation : operations) {
      array.add(operation.toJson());
    }
    return JsonArray.of(array);
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
