package dev.etagere.server.resources;

import dev.etagere.conditions.Representation;
import dev.etagere.conditions.Validators;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Version;
import java.util.Optional;

/** The validators of stored versions, as conditions and as fields. */
public final class Validation {

  private Validation() {}

  /** What conditions are compared with. */
  public static Representation of(Version version) {
    return new Representation.Some(
        new Validators(
            Optional.of(Tags.of(version)), Optional.of(version.time()), version.sharesSecond()));
  }

  /** The response with the version's ETag and Last-Modified. */
  public static Response with(Version version, Response response) {
    return response.with("ETag", '"' + version.tag() + '"').modified(version.time());
  }
}
