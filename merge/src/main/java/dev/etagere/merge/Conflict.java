package dev.etagere.merge;

import java.util.Optional;

/**
 * A place at which both sides changed something and no rule decides between them.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="merge"}
 *
 * @param kind what collided
 * @param path the place in the base, or in the current version where the base does not have it; of
 *     {@link Kind#SEQUENCE}, {@link Kind#ORDER} and {@link Kind#IDENTITY} the array
 * @param currentPath the place in the current version, if it is there
 * @param yourPath the place in the request's result, if it is there
 * @param base the value at the place in the base
 * @param current the value at the place in the current version; the draft keeps it
 * @param yours the value at the place in the request's result; of {@link Kind#TEST} the value that
 *     was read
 * @param reason a sentence for a person
 * @param ranges of {@link Kind#SEQUENCE}: which elements or lines
 * @param proposal of two edits of one long text: both edits joined word by word, for a person to
 *     judge
 */
public record Conflict(
    Kind kind,
    JsonPointer path,
    Optional<JsonPointer> currentPath,
    Optional<JsonPointer> yourPath,
    Optional<Json> base,
    Optional<Json> current,
    Optional<Json> yours,
    String reason,
    Optional<Ranges> ranges,
    Optional<String> proposal) {

  /** What collided. */
  public enum Kind {
    /** Both sides changed one value differently. */
    EDIT_EDIT("edit-edit"),
    /** One side changed what the other took away. */
    EDIT_DELETE("edit-delete"),
    /** Both sides added different values at one place. */
    ADD_ADD("add-add"),
    /** Both sides changed the same part of a sequence. */
    SEQUENCE("sequence"),
    /** Both sides put the elements into different orders. */
    ORDER("order"),
    /** The declared key does not tell the elements apart. */
    IDENTITY("identity"),
    /** A value that the patch tests has changed. */
    TEST("test");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The stable name of the kind in reports. */
    public String code() {
      return code;
    }
  }

  /**
   * Elements or lines of the three versions, counted from 0.
   *
   * @param base those of the base
   * @param current those of the current version
   * @param yours those of the request's result
   */
  public record Ranges(Range base, Range current, Range yours) {}

  /**
   * Elements or lines in a row.
   *
   * @param from the first
   * @param to the one behind the last
   */
  public record Range(int from, int to) {}

  /** The conflict as it is reported; a side that lacks the place lacks its members. */
  public JsonObject toJson() {
    JsonObject.Builder members = new JsonObject.Builder();
    members.add("kind", new JsonString(kind.code())).add("path", text(path));
    currentPath.ifPresent(place -> members.add("current_path", text(place)));
    yourPath.ifPresent(place -> members.add("your_path", text(place)));
    base.ifPresent(value -> members.add("base", value));
    current.ifPresent(value -> members.add("current", value));
    yours.ifPresent(value -> members.add("yours", value));
    members.add("reason", new JsonString(reason));
    ranges.ifPresent(value -> members.add("ranges", ranges(value)));
    proposal.ifPresent(value -> members.add("proposal", new JsonString(value)));
    return members.build();
  }

  private static JsonObject ranges(Ranges ranges) {
    return new JsonObject.Builder()
        .add("base", range(ranges.base()))
        .add("current", range(ranges.current()))
        .add("yours", range(ranges.yours()))
        .build();
  }

  private static JsonArray range(Range range) {
    return new JsonArray(new Json[] {JsonNumber.of(range.from()), JsonNumber.of(range.to())});
  }

  private static JsonString text(JsonPointer place) {
    return new JsonString(place.toString());
  }
}
