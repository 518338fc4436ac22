package dev.etagere.server.rules;

import dev.etagere.conditions.Requirement;
import dev.etagere.merge.MergeOptions;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force for the resources of a collection.
 *
 * @param writes what writes on an existing resource must carry
 * @param limits what content is taken
 * @param unique JSON Pointers of the values that no two members share
 * @param schema what JSON content must conform to
 * @param merge how versions merge
 * @param history how much of it is kept
 */
public record Rules(
    Writes writes,
    Limits limits,
    List<String> unique,
    Optional<ContentSchema> schema,
    MergeOptions merge,
    History history) {

  /** Every write on an existing resource carries a condition, which may be {@code *}. */
  public static final Rules DEFAULT =
      new Rules(
          new Writes(
              Requirement.CONDITION,
              Requirement.CONDITION,
              Requirement.CONDITION,
              Enforcement.ENFORCE),
          new Limits(List.of(), Long.MAX_VALUE),
          List.of(),
          Optional.empty(),
          MergeOptions.NONE,
          new History(Optional.empty(), Optional.empty()));

  /** No condition is asked for: what the server itself writes. */
  static final Rules UNCONDITIONAL =
      new Rules(
          new Writes(Requirement.NONE, Requirement.NONE, Requirement.NONE, Enforcement.ENFORCE),
          DEFAULT.limits,
          List.of(),
          Optional.empty(),
          MergeOptions.NONE,
          DEFAULT.history);

  public Rules {
    unique = List.copyOf(unique);
  }

  /**
   * @param put what a PUT on an existing resource must carry
   * @param patch what a PATCH must carry
   * @param delete what a DELETE must carry
   * @param enforcement what becomes of a write that does not
   */
  public record Writes(
      Requirement put, Requirement patch, Requirement delete, Enforcement enforcement) {}

  /**
   * @param mediaTypes the types that are taken, {@code image/*} included; empty for all
   * @param bytes the longest content
   */
  public record Limits(List<String> mediaTypes, long bytes) {
    public Limits {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /**
   * @param versions how many versions of a resource are kept, the newest included
   * @param days how long a version is kept after it was replaced
   */
  public record History(Optional<Long> versions, Optional<Long> days) {}

  /** What a PUT on an existing resource is refused without. */
  public Requirement put() {
    return enforced(writes.put());
  }

  /** What a PATCH is refused without. */
  public Requirement patch() {
    return enforced(writes.patch());
  }

  /** What a DELETE is refused without. */
  public Requirement delete() {
    return enforced(writes.delete());
  }

  private Requirement enforced(Requirement asked) {
    return writes.enforcement() == Enforcement.ENFORCE ? asked : Requirement.NONE;
  }

  /** Whether the content of members has to be looked into. */
  boolean readsContent() {
    return !unique.isEmpty() || schema.isPresent();
  }
}
