package dev.etagere.server.callers;

import java.util.Optional;

/** Knows callers by the credentials of {@code Authorization: Bearer} (RFC 6750). */
public interface Authenticator {

  /** Whether there are credentials at all: without any, nobody is asked for some. */
  boolean isRequired();

  /** Whose credentials these are; nobody's if they are not known, or no longer. */
  Optional<Caller> authenticate(String credentials);

  /** Forgets what it remembers of credentials: what follows is asked of where they are kept. */
  default void refresh() {}

  /** Asks the first, and then the other. */
  default Authenticator or(Authenticator other) {
    Authenticator first = this;
    return new Authenticator() {
      @Override
      public boolean isRequired() {
        return first.isRequired() || other.isRequired();
      }

      @Override
      public Optional<Caller> authenticate(String credentials) {
        return first.authenticate(credentials).or(() -> other.authenticate(credentials));
      }

      @Override
      public void refresh() {
        first.refresh();
        other.refresh();
      }
    };
  }
}
