package dev.etagere.server.resources;

import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Preferences;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Version;
import java.util.Optional;

/**
 * The reply to a write that was performed: with the new representation or without, as the client
 * prefers (RFC 7240 §4.2). Without a preference there is none, but after a merge: there the client
 * knows only its own part of what it wrote, and gets the whole whatever it prefers.
 */
final class Acknowledgement {

  private static final String APPLIED = "Preference-Applied";
  private static final String MINIMAL = "return=minimal";
  private static final String REPRESENTATION = "return=representation";

  private final Arrivals arrivals;

  Acknowledgement(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  Response of(Request request, Intent intent, Written.Made made) {
    Preferences preferences = Preferences.of(request.fields());
    boolean wantsWhole = preferences.states("return", "representation");
    boolean wantsLittle = preferences.states("return", "minimal");
    Version version = made.stored().version();
    if (version.isDeletion()) {
      return applied(Response.of(204), wantsLittle, MINIMAL);
    }
    boolean isMerged = intent.edit().namesVersion();
    Optional<Payload> whole =
        (isMerged || wantsWhole) && request.caller().mayRead(version.path())
            ? arrivals.representation(made)
            : Optional.empty();
    return whole
        .map(payload -> applied(whole(made, payload), wantsWhole, REPRESENTATION))
        .orElseGet(() -> applied(described(made, 204), wantsLittle, MINIMAL));
  }

  private static Response applied(Response response, boolean isPreferred, String preference) {
    return isPreferred ? response.with(APPLIED, preference) : response;
  }

  private static Response whole(Written.Made made, Payload payload) {
    Version version = made.stored().version();
    return described(made, 200)
        .with("Content-Location", version.path().value())
        .with("Content-Type", version.mediaType())
        .with(payload);
  }

  /** With the tag of the version that was made: 201 where there was none before. */
  private static Response described(Written.Made made, int replaced) {
    Version version = made.stored().version();
    Response response = Validation.with(version, Response.of(made.created() ? 201 : replaced));
    return made.created() ? response.with("Location", version.path().value()) : response;
  }
}
