package dev.etagere.merge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second, naive look at what a merge must come to: each scalar by its place, elements with an
 * identity by that, and of other arrays and of texts how often each value is there.
 */
final class Leaves {
  private final Map<String, Json> scalars = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Leaves(Json document) {
    collect("", document);
  }

  private void collect(String path, Json value) {
    if (value instanceof JsonObject object) {
      object.names().forEach(name -> collect(path + "/" + name, object.get(name).orElseThrow()));
    } else if (value instanceof JsonArray array) {
      for (Json element : array.elements()) {
        if (Triple.id(element).isPresent()) {
          collect(path + "/" + Triple.id(element).get(), element);
        } else {
          counts.merge(path + "#" + element, 1, Integer::sum);
        }
      }
    } else if (value instanceof JsonString text && path.isEmpty()) {
      TextLines.of(text.value()).lines().forEach(line -> counts.merge("#" + line, 1, Integer::sum));
    } else {
      scalars.put(path, value);
    }
  }

  static boolean agree(Triple triple, Json result) {
    Leaves base = new Leaves(triple.base);
    Leaves current = new Leaves(triple.current);
    Leaves yours = new Leaves(triple.yours);
    Leaves merged = new Leaves(result);
    Set<String> places = new HashSet<>();
    Set<String> counted = new HashSet<>();
    for (Leaves leaves : new Leaves[] {base, current, yours, merged}) {
      places.addAll(leaves.scalars.keySet());
      counted.addAll(leaves.counts.keySet());
    }
    return places.stream()
            .allMatch(p ->
                agrees(
                    base.scalars.get(p),
                    current.scalars.get(p),
                    yours.scalars.get(p),
                    merged.scalars.get(p)))
        && counted.stream()
            .allMatch(
                p -> agrees(base.count(p), current.count(p), yours.count(p), merged.count(p)));
  }

  private int count(String place) {
    return counts.getOrDefault(place, 0);
  }

  private static boolean agrees(
      @Nullable Json base, @Nullable Json current, @Nullable Json yours, @Nullable Json merged) {
    boolean currentSame = Objects.equals(base, current);
    boolean yoursSame = Objects.equals(base, yours);
    if (!currentSame && !yoursSame) {
      return Objects.equals(current, yours) && Objects.equals(current, merged);
    }
    return Objects.equals(currentSame ? yours : current, merged);
  }

  /** Edits in one direction may be the same edit or two; edits in different directions add up. */
  private static boolean agrees(int base, int current, int yours, int merged) {
    int both = current + yours - base;
    boolean oneDirection = Integer.signum(current - base) == Integer.signum(yours - base);
    int either =
        oneDirection
            ? (current > base ? Math.max(current, yours) : Math.min(current, yours))
            : both;
    return merged >= Math.min(both, either) && merged <= Math.max(both, either);
  }
}
