package dev.etagere.server.fuzz;

import static dev.etagere.server.fuzz.Promise.isKept;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.TagList;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Entity tags and lists of them: what is read can be written and read again. */
public final class TagsTarget {

  private TagsTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    if (EntityTag.parse(text) instanceof Parsed.Valid<EntityTag>(EntityTag tag)) {
      isKept(tag.toString().equals(text), tag);
    }
    if (TagList.parse(List.of(text.split("\n", -1))) instanceof Parsed.Valid<TagList>(TagList list)
        && list instanceof TagList.OneOf(List<EntityTag> tags)) {
      List<String> written = tags.stream().map(EntityTag::toString).toList();
      isKept(TagList.parse(written).equals(new Parsed.Valid<>(list)), list);
    }
  }
}
