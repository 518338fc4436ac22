package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.server.http.Problem;
import dev.etagere.storage.Content;
import dev.etagere.storage.Selected;
import java.util.List;
import java.util.Optional;

/**
 * What a write makes of what stands at its path. It is asked anew in each round of the loop, with
 * what is current then, and only once the preconditions hold; it changes nothing itself.
 */
@FunctionalInterface
public interface Edit {

  Edited apply(Selected current);

  /** What the report of a conflict is to merge; nothing where the client asked for no merge. */
  default Optional<Proposal> merged() {
    return Optional.empty();
  }

  /**
   * Whether the edit itself names the version that it starts from, so that {@code If-Match: *} does
   * not replace a version that its writer has not seen.
   */
  default boolean namesVersion() {
    return false;
  }

  /**
   * The edit, once it is known which versions the intents before it make in the same commit.
   *
   * @param earlier the tags of those, by their place; nothing for one that failed
   * @return nothing if the edit refers to one that failed
   */
  default Optional<Edit> after(List<Optional<EntityTag>> earlier) {
    return Optional.of(this);
  }

  /** What an edit comes to. */
  sealed interface Edited {

    /** The resource gets this content. */
    record Written(String mediaType, Content content) implements Edited {}

    /** The resource is deleted. */
    record Deleted() implements Edited {}

    /** The content or the state forbids it (400, 422, 409). */
    record Refused(Problem problem) implements Edited {}
  }
}
