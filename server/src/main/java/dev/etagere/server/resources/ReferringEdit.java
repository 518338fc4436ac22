package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.merge.Json;
import dev.etagere.storage.Selected;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An edit whose body holds tags that are made in the same commit.
 *
 * @param body with references to them
 * @param edit what a body comes to
 */
record ReferringEdit(Json body, Function<Json, Edit> edit) implements Edit {

  @Override
  public Optional<Edit> after(List<Optional<EntityTag>> earlier) {
    return References.tagged(body, earlier).map(edit);
  }

  @Override
  public Edited apply(Selected current) {
    throw new IllegalStateException("the tags that the body refers to are not known yet");
  }
}
