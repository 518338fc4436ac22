package dev.etagere.server.collections;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Places to read on from, as clients carry them: opaque, and the same after a restart. */
final class Cursor {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Cursor() {}

  static String of(String place) {
    return ENCODER.encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws Refusal if it is not of this server, or leads to a place that is not acceptable
   */
  static String place(String cursor, Predicate<String> acceptable) {
    String place = decoded(cursor);
    if (!acceptable.test(place)) {
      throw unknown();
    }
    return place;
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw unknown();
    }
  }

  private static Refusal unknown() {
    return new Refusal(
        Problem.of(
            ProblemKind.BAD_REQUEST,
            "The cursor does not belong here. Send one as a page gave it, or none to begin anew."));
  }
}
