package dev.etagere.web.browser;

import dev.etagere.server.callers.Authenticator;
import dev.etagere.server.callers.Caller;
import dev.etagere.storage.ResourcePath;
import java.util.Optional;
import java.util.Set;

/** Takes the names of a few people for their tokens. */
final class Names implements Authenticator {

  private static final Set<String> KNOWN = Set.of("Mira", "Jonas", "Ada");

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public Optional<Caller> authenticate(String credentials) {
    return KNOWN.contains(credentials) ? Optional.of(new Named(credentials)) : Optional.empty();
  }

  private record Named(String subject) implements Caller {
    @Override
    public boolean mayRead(ResourcePath path) {
      return true;
    }

    @Override
    public boolean mayWrite(ResourcePath path) {
      return true;
    }

    @Override
    public boolean mayAdminister() {
      return false;
    }
  }
}
