package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.FieldLines;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * For servers behind a proxy that weakens tags when it codes content: takes {@code W/"tag"} in
 * If-Match for the strong tag that it was made of, where it has the form of this server's tags.
 * Each reply to a request that needed it says so in {@code Etagere-Warning}.
 */
public final class WeakenedTags implements Handler {

  private static final String IF_MATCH = "If-Match";
  private static final String WARNING =
      "\"the tag in If-Match was weakened on its way and was taken for the strong one: something between"
          + " client and server changes ETag\"";

  private final Runnable count;
  private final Handler next;

  /**
   * @param count is told of each request that needed it
   */
  public WeakenedTags(Runnable count, Handler next) {
    this.count = count;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<String> strengthened = strengthened(request.fields().lines(IF_MATCH));
    if (strengthened.isEmpty()) {
      return next.handle(request);
    }
    count.run();
    return next.handle(request.with(with(request.fields(), strengthened.get())))
        .with("Etagere-Warning", WARNING);
  }

  /** The field as it was before; nothing if none of its tags was weakened. */
  private static Optional<String> strengthened(List<String> lines) {
    return TagList.parse(lines) instanceof Parsed.Valid<TagList>(TagList sent)
            && sent instanceof TagList.OneOf(List<EntityTag> tags)
            && tags.stream().anyMatch(WeakenedTags::isWeakened)
        ? Optional.of(String.join(", ", tags.stream().map(WeakenedTags::strong).toList()))
        : Optional.empty();
  }

  private static boolean isWeakened(EntityTag tag) {
    return tag.weak() && Tags.named(tag).isPresent();
  }

  private static String strong(EntityTag tag) {
    return (isWeakened(tag) ? EntityTag.strong(tag.opaque()) : tag).toString();
  }

  private static FieldLines with(FieldLines fields, String ifMatch) {
    return name -> name.equalsIgnoreCase(IF_MATCH) ? List.of(ifMatch) : fields.lines(name);
  }
}
