package dev.etagere.merge;

import dev.etagere.merge.MergeOutcome.Merged;
import java.util.List;
import java.util.Optional;

/**
 * The laws of merging. Each tells whether it holds for a base, two sides that started from it, and
 * their merge.
 */
enum Law {
  /** merge(b, b, x) = merge(b, x, b) = x, to the letter. */
  ONE_SIDE {
    @Override
    boolean holds(Triple triple) {
      return text(triple.merge(triple.base, triple.base, triple.yours))
              .equals(triple.yours.toString())
          && text(triple.merge(triple.base, triple.current, triple.base))
              .equals(triple.current.toString());
    }
  },
  /** merge(b, x, x) = x. */
  BOTH_ALIKE {
    @Override
    boolean holds(Triple triple) {
      Merged merged = triple.merge(triple.base, triple.yours, triple.yours);
      return merged.clean() && merged.document().equals(Optional.of(triple.yours));
    }
  },
  /**
   * Verdict, conflicts and value do not depend on who came first, but for the order of what both
   * inserted.
   */
  SYMMETRY {
    @Override
    boolean holds(Triple triple) {
      Merged other = triple.merge(triple.base, triple.yours, triple.current);
      return conflicts(other).equals(conflicts(triple.merged))
          && (!other.clean()
              || triple.settled(document(other)).equals(triple.settled(document(triple.merged))));
    }
  },
  /** merge(b, r, m) = r for every clean r: a request that is retried changes nothing. */
  RETRY {
    @Override
    boolean holds(Triple triple) {
      return !triple.merged.clean()
          || isClean(
              triple.merge(triple.base, document(triple.merged), triple.yours), triple.merged);
    }
  },
  /**
   * merge(b, t, r) = r for every clean r: a request that has seen the other side already changes
   * nothing of it.
   */
  ABSORB {
    @Override
    boolean holds(Triple triple) {
      return !triple.merged.clean()
          || isClean(
              triple.merge(triple.base, triple.current, document(triple.merged)), triple.merged);
    }
  },
  /** The patch makes the result, or the draft, of the current version. */
  PATCH {
    @Override
    boolean holds(Triple triple) {
      return triple
          .merged
          .patch()
          .apply(triple.current)
          .equals(new JsonPatch.Result.Applied(document(triple.merged)));
    }
  },
  /** Three writers from one base come to the same in either order. */
  THREE_WRITERS {
    @Override
    boolean holds(Triple triple) {
      Merged other = triple.merge(triple.base, triple.current, triple.third);
      if (!triple.merged.clean() || !other.clean()) {
        return true;
      }
      Merged first = triple.merge(triple.base, document(triple.merged), triple.third);
      Merged second = triple.merge(triple.base, document(other), triple.yours);
      return first.clean() == second.clean()
          && (!first.clean()
              || triple.settled(document(first)).equals(triple.settled(document(second))));
    }
  },
  /** The order of members is no edit. */
  MEMBER_ORDER {
    @Override
    boolean holds(Triple triple) {
      Merged other =
          triple.merge(
              RandomDocuments.reordered(triple.base),
              RandomDocuments.reordered(triple.current),
              RandomDocuments.reordered(triple.yours));
      return other.document().equals(triple.merged.document())
          && conflicts(other).equals(conflicts(triple.merged));
    }
  },
  /** At every conflict both sides changed something, and differently. */
  GENUINE {
    @Override
    boolean holds(Triple triple) {
      return triple.merged.conflicts().stream()
          .allMatch(conflict ->
              !conflict.current().equals(conflict.base())
                  && !conflict.yours().equals(conflict.base())
                  && !conflict.current().equals(conflict.yours()));
    }
  },
  /**
   * Nothing is lost and nothing invented: every place of a clean result is as the three versions
   * have it.
   */
  NO_LOSS {
    @Override
    boolean holds(Triple triple) {
      return !triple.merged.clean() || Leaves.agree(triple, document(triple.merged));
    }
  };

  abstract boolean holds(Triple triple);

  /**
   * How often the law may fail for a style, in a million triples; docs/merging.md says why. Objects
   * and keyed arrays have no exceptions.
   */
  int exceptionsPerMillion(Style style) {
    if (style == Style.TEXT) {
      return this == NO_LOSS ? 5_000 : this == THREE_WRITERS ? 1_000 : 0;
    }
    return this == THREE_WRITERS && style.hasSequences() ? 200 : 0;
  }

  private static Json document(Merged merged) {
    return merged.document().orElseThrow();
  }

  private static String text(Merged merged) {
    return document(merged).toString();
  }

  private static boolean isClean(Merged again, Merged first) {
    return again.clean() && again.document().equals(first.document());
  }

  /** The conflicts without what changes with the point of view. */
  private static List<String> conflicts(Merged merged) {
    return merged.conflicts().stream()
        .map(c -> c.kind() + (c.base().isPresent() ? c.path() + sorted(c.base().get()) : ""))
        .sorted()
        .toList();
  }

  /** A text that equal values share, apart from numbers spelled differently. */
  private static String sorted(Json value) {
    if (value instanceof JsonObject object) {
      return object.names().stream()
          .sorted()
          .map(name -> name + ":" + sorted(object.get(name).orElseThrow()))
          .toList()
          .toString();
    } else if (value instanceof JsonArray array) {
      return array.elements().stream().map(Law::sorted).toList().toString();
    }
    return value.toString();
  }
}
