package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import java.util.function.UnaryOperator;

/**
 * Preconditions as they are compared, of those that were sent: a tag to which a coding or an
 * intermediary has added a suffix names the version that it was made of.
 */
final class SentTags {

  private SentTags() {}

  /** On a write, where only versions matter and no codings. */
  static Preconditions onWrite(Preconditions sent) {
    return compared(sent, Tags::plain, Tags::plain);
  }

  /**
   * On a read, where If-None-Match names the representation that a cache has: that of one coding is
   * not that of another. If-Match names the version, in whichever coding.
   *
   * @param selected the coding of the representation whose tag is compared
   */
  static Preconditions onRead(Preconditions sent, Coding selected) {
    return compared(sent, tag -> in(selected, Tags.plain(tag)), Tags::withoutIntermediarySuffix);
  }

  private static EntityTag in(Coding coding, EntityTag plain) {
    return coding == Coding.IDENTITY
        ? plain
        : new EntityTag(plain.weak(), plain.opaque() + coding.suffix());
  }

  private static Preconditions compared(
      Preconditions sent, UnaryOperator<EntityTag> ifMatch, UnaryOperator<EntityTag> ifNoneMatch) {
    if (sent.ifMatch().isEmpty() && sent.ifNoneMatch().isEmpty()) {
      return sent;
    }
    return new Preconditions(
        sent.ifMatch().map(tags -> mapped(tags, ifMatch)),
        sent.ifNoneMatch().map(tags -> mapped(tags, ifNoneMatch)),
        sent.ifModifiedSince(),
        sent.ifUnmodifiedSince());
  }

  private static Parsed<TagList> mapped(Parsed<TagList> tags, UnaryOperator<EntityTag> change) {
    return tags instanceof Parsed.Valid<TagList>(TagList list)
        ? new Parsed.Valid<>(list.map(change))
        : tags;
  }
}
