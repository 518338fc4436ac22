package dev.etagere.server.rules;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds content against the types and the length that a collection takes. */
final class ContentLimits {

  private ContentLimits() {}

  static Optional<Problem> refusal(Rules.Limits limits, String mediaType, long length) {
    if (!takes(limits.mediaTypes(), type(mediaType))) {
      return Optional.of(
          Problem.of(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              "This collection takes " + String.join(", ", limits.mediaTypes()) + "."));
    }
    if (length > limits.bytes()) {
      return Optional.of(
          Problem.of(
              ProblemKind.CONTENT_TOO_LARGE,
              "This collection takes content of at most %d bytes.".formatted(limits.bytes())));
    }
    return Optional.empty();
  }

  /** Type and subtype in lower case, without parameters. */
  static String type(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  static boolean isJson(String mediaType) {
    String type = type(mediaType);
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static boolean takes(List<String> taken, String type) {
    String any = type.substring(0, type.indexOf('/') + 1) + "*";
    return taken.isEmpty()
        || taken.stream()
            .map(ContentLimits::type)
            .anyMatch(each -> each.equals(type) || each.equals(any));
  }
}
