package dev.etagere.server.rules;

import dev.etagere.conditions.Requirement;

/**
 * The rules in force for the resources of a collection.
 *
 * @param put what a PUT on an existing resource must carry
 * @param patch what a PATCH must carry
 * @param delete what a DELETE must carry
 */
public record Rules(Requirement put, Requirement patch, Requirement delete) {

  /** Every write on an existing resource carries a condition, which may be {@code *}. */
  public static final Rules DEFAULT =
      new Rules(Requirement.CONDITION, Requirement.CONDITION, Requirement.CONDITION);
}
