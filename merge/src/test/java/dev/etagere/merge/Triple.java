package dev.etagere.merge;

import dev.etagere.merge.MergeOutcome.Merged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A base, two sides and a third writer that started from it, and the merge of the two sides. */
final class Triple {
  final Json base;
  final Json current;
  final Json yours;
  final Json third;
  final Merged merged;
  private final Style style;
  private final Set<Json> known = new HashSet<>();

  Triple(Style style, Random random) {
    this.style = style;
    base = style.base(random);
    current = style.edited(base, random);
    yours = style.edited(base, random);
    third = style.edited(base, random);
    merged = merge(base, current, yours);
    collectIds(base);
  }

  Merged merge(Json b, Json c, Json y) {
    return style.merge(b, c, y);
  }

  private void collectIds(Json value) {
    if (value instanceof JsonArray array) {
      array.elements().forEach(element -> id(element).ifPresent(known::add));
    } else if (value instanceof JsonObject object) {
      object.names().forEach(name -> collectIds(object.get(name).orElseThrow()));
    }
  }

  static Optional<Json> id(Json element) {
    return element instanceof JsonObject object ? object.get("id") : Optional.empty();
  }

  /** The value with the elements that are not in the base behind the others, sorted by identity. */
  Json settled(Json value) {
    if (value instanceof JsonObject object) {
      JsonObject.Builder settled = new JsonObject.Builder();
      object.names().forEach(name -> settled.add(name, settled(object.get(name).orElseThrow())));
      return settled.build();
    }
    return value instanceof JsonArray array
            && array.elements().stream().allMatch(e -> id(e).isPresent())
        ? JsonArray.of(settled(array.elements()))
        : value;
  }

  private List<Json> settled(List<Json> elements) {
    List<Json> settled = new ArrayList<>();
    List<Json> inserted = new ArrayList<>();
    for (Json element : elements) {
      (known.contains(id(element).orElseThrow()) ? settled : inserted).add(element);
    }
    inserted.sort(Comparator.comparing(Json::toString));
    settled.addAll(inserted);
    return settled;
  }

  @Override
  public String toString() {
    return "base    "
        + base
        + "\ncurrent "
        + current
        + "\nyours   "
        + yours
        + "\nthird   "
        + third
        + "\nmerged  "
        + merged.document()
        + " "
        + merged.conflicts().size()
        + " conflicts";
  }
}
