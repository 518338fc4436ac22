package dev.etagere.conditions;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * The value of {@code If-Match} (§13.1.1) or {@code If-None-Match} (§13.1.2).
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="list"}
 */
public sealed interface TagList {

  /** The asterisk: any current representation. */
  record Any() implements TagList {

    @Override
    public boolean matchesStrongly(Optional<EntityTag> current) {
      return true;
    }

    @Override
    public boolean matchesWeakly(Optional<EntityTag> current) {
      return true;
    }

    @Override
    public TagList map(UnaryOperator<EntityTag> change) {
      return this;
    }
  }

  /**
   * Any of some entity tags.
   *
   * @param tags in the order in which they were sent; at least one
   */
  record OneOf(List<EntityTag> tags) implements TagList {

    /**
     * A list of these tags.
     *
     * @throws IllegalArgumentException if there is none
     */
    public OneOf {
      tags = List.copyOf(tags);
      if (tags.isEmpty()) {
        throw new IllegalArgumentException("a list names at least one entity tag");
      }
    }

    @Override
    public boolean matchesStrongly(Optional<EntityTag> current) {
      return current.isPresent() && hasMatch(current.get(), EntityTag::matchesStrongly);
    }

    @Override
    public boolean matchesWeakly(Optional<EntityTag> current) {
      return current.isPresent() && hasMatch(current.get(), EntityTag::matchesWeakly);
    }

    /**
     * Every conditional request comes here: it is a loop since a stream would cost more than it.
     */
    private boolean hasMatch(EntityTag current, BiPredicate<EntityTag, EntityTag> comparison) {
      for (int i = 0; i < tags.size(); i++) {
        if (comparison.test(tags.get(i), current)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public TagList map(UnaryOperator<EntityTag> change) {
      EntityTag[] changed = new EntityTag[tags.size()];
      for (int i = 0; i < changed.length; i++) {
        changed[i] = change.apply(tags.get(i));
      }
      return new OneOf(List.of(changed));
    }
  }

  /**
   * Parses the lines of one field as {@code "*" / #entity-tag}. Empty list elements are skipped
   * (§5.6.1.2). Malformed are: an asterisk beside anything else, no tag at all, more than 64 tags,
   * and whatever is not an entity tag.
   *
   * @param fieldLines the values in the order of the message; a position in the result counts into
   *     these lines joined by {@code ", "} (§5.3)
   */
  static Parsed<TagList> parse(List<String> fieldLines) {
    return TagListParser.parse(
        fieldLines.size() == 1 ? fieldLines.get(0) : String.join(", ", fieldLines));
  }

  /**
   * Whether the list names an existing representation by strong comparison, as {@code If-Match}
   * asks. The asterisk does, whatever its tag.
   *
   * @param current the representation's tag, empty if it has none
   */
  boolean matchesStrongly(Optional<EntityTag> current);

  /**
   * Whether the list names an existing representation by weak comparison, as {@code If-None-Match}
   * asks. The asterisk does, whatever its tag.
   *
   * @param current the representation's tag, empty if it has none
   */
  boolean matchesWeakly(Optional<EntityTag> current);

  /** The list with each tag replaced; the asterisk stays what it is. */
  TagList map(UnaryOperator<EntityTag> change);
}
