package dev.etagere.server.callers;

import dev.etagere.storage.ResourcePath;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller may do below a path: {@code read:/notes/}, {@code write:/notes/}, {@code admin:/}.
 *
 * @param action what it may do
 * @param prefix where: paths that begin with it. What lies in the server's own space is covered by
 *     {@code /} as far as it is data (rules), and tokens only by {@link Action#ADMIN}
 */
public record Grant(Action action, String prefix) {

  /** Where the server keeps tokens; no grant but that of an administrator covers it. */
  public static final String TOKENS = "/-/tokens/";

  /** The kinds of grant. */
  public enum Action {
    /** GET and HEAD, and to be told of versions, tags and values. */
    READ,
    /** PUT, PATCH, DELETE, POST. */
    WRITE,
    /** Everything, tokens included. */
    ADMIN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads {@code read:/notes/}; nothing if it is not of that form. */
  public static Optional<Grant> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !text.startsWith("/", colon + 1)) {
      return Optional.empty();
    }
    return action(text.substring(0, colon))
        .map(action -> new Grant(action, text.substring(colon + 1)));
  }

  private static Optional<Action> action(String name) {
    for (Action action : Action.values()) {
      if (action.code().equals(name)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  boolean covers(Action wanted, ResourcePath path) {
    if (!path.value().startsWith(prefix)) {
      return false;
    }
    return action == Action.ADMIN || (action == wanted && !path.isUnder(TOKENS));
  }

  @Override
  public String toString() {
    return action.code() + ":" + prefix;
  }
}
