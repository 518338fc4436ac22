package dev.etagere.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The relations of a {@code Link} field (RFC 8288). */
final class Links {
  private Links() {}

  /** The page that follows. */
  static Optional<URI> next(Reply reply) {
    return of(reply, "next");
  }

  static Optional<URI> of(Reply reply, String relation) {
    for (String link : ListElements.of(reply.fields().combined("Link").orElse(""))) {
      List<String> parts = ListElements.split(link, ';');
      String target = parts.get(0);
      boolean relates =
          parts.stream().skip(1).map(Links::relations).anyMatch(found -> found.contains(relation));
      if (relates && target.startsWith("<") && target.endsWith(">")) {
        return Optional.of(reply.url().resolve(target.substring(1, target.length() - 1)));
      }
    }
    return Optional.empty();
  }

  private static List<String> relations(String parameter) {
    String[] sides = parameter.split("=", 2);
    boolean rel = sides.length == 2 && sides[0].trim().equalsIgnoreCase("rel");
    String value = rel ? sides[1].trim().replace("\"", "").toLowerCase(Locale.ROOT) : "";
    return List.of(value.split(" "));
  }
}
