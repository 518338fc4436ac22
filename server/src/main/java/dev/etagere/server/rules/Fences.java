package dev.etagere.server.rules;

import dev.etagere.server.http.Json;
import dev.etagere.server.rules.Rulebook.Fence;
import dev.etagere.storage.Content;
import dev.etagere.storage.Selected;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the epoch of the rules says that a change of them is under way. */
public final class Fences {

  /** No change is under way. */
  public static final Content NONE = Content.of(Json.bytes(Map.of()));

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Fences() {}

  /** The content of the epoch while a change is under way. */
  public static Content raised(Fence fence) {
    return Content.of(
        Json.bytes(Map.of("fence", fence.prefix(), "until", fence.until().toString())));
  }

  /** The fence that the epoch tells of. */
  public static Optional<Fence> read(Selected epoch) {
    if (!(epoch instanceof Selected.Present present)
        || !(present.current().content() instanceof Content.Inline inline)) {
      return Optional.empty();
    }
    JsonNode document = MAPPER.readTree(inline.bytes());
    return document.has("fence")
        ? Optional.of(
            new Fence(
                document.path("fence").asString(),
                Instant.parse(document.path("until").asString())))
        : Optional.empty();
  }
}
