package dev.etagere.conditions;

import java.time.Instant;
import java.util.Optional;

/**
 * The validators of a representation (§8.8). Either may be missing.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="decide"}
 *
 * @param tag its entity tag
 * @param lastModified when it was last modified; fractions of the second do not count
 * @param dateIsAmbiguous whether another version of the resource was made in the same second as
 *     this one, so that the date alone does not tell the two apart (§8.8.2.2)
 */
public record Validators(
    Optional<EntityTag> tag, Optional<Instant> lastModified, boolean dateIsAmbiguous) {

  /** Neither tag nor date. */
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty(), false);

  /** A date in a later second than this; false where there is no date. */
  boolean isModifiedSince(Instant date) {
    return lastModified.isPresent() && second(lastModified.get()) > second(date);
  }

  /** A date in the same second as this. */
  boolean isModifiedAt(Instant date) {
    return lastModified.isPresent() && second(lastModified.get()) == second(date);
  }

  private static long second(Instant instant) {
    return instant.getEpochSecond();
  }
}
