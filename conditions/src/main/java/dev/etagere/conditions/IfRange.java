package dev.etagere.conditions;

import java.time.Instant;
import java.util.List;

/**
 * The field {@code If-Range} (§13.1.5): whether a range of the representation may be sent (step 5
 * of §13.2.2). Where it does not hold, {@code Range} is ignored.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="range"}
 */
public sealed interface IfRange {

  /** Holds for the representation with this strong tag. */
  record Tag(EntityTag tag) implements IfRange {

    @Override
    public boolean holds(Validators current) {
      return current.tag().filter(tag::matchesStrongly).isPresent();
    }
  }

  /** Holds for the representation of exactly this date. */
  record Date(Instant date) implements IfRange {

    /** §8.8.2.2: a date is a strong validator if nothing else was made in its second. */
    @Override
    public boolean holds(Validators current) {
      return current.isModifiedAt(date) && !current.dateIsAmbiguous();
    }
  }

  /** Never holds: a weak tag, several lines, or what is neither a tag nor a date. */
  record Never() implements IfRange {

    @Override
    public boolean holds(Validators current) {
      return false;
    }
  }

  /**
   * Parses the field.
   *
   * @param fieldLines the values of its lines, at least one: an absent field is no condition
   * @param now from where a year of two digits is seen
   */
  static IfRange parse(List<String> fieldLines, Instant now) {
    if (fieldLines.size() != 1) {
      return new Never();
    }
    String text = fieldLines.get(0);
    return EntityTag.parse(text) instanceof Parsed.Valid<EntityTag> valid
        ? strong(valid.value())
        : HttpDate.parse(text, now).<IfRange>map(Date::new).orElseGet(Never::new);
  }

  /** Whether it is true of a representation with these validators. */
  boolean holds(Validators current);

  private static IfRange strong(EntityTag tag) {
    return tag.weak() ? new Never() : new Tag(tag);
  }
}
