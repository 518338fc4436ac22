package dev.etagere.conditions;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param weak whether it is a weak validator
 * @param opaque what stands between the double quotes
 */
public record EntityTag(boolean weak, String opaque) {

  public static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  /** §8.8.3.2: equal only if both are strong and their opaque parts are the same. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** §8.8.3.2: equal if their opaque parts are the same. */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  @Override
  public String toString() {
    return weak ? "W/\"" + opaque + '"' : '"' + opaque + '"';
  }
}
