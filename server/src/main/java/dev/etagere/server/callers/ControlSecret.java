package dev.etagere.server.callers;

import dev.etagere.storage.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The credentials of whoever can read the server's own folder: an administrator, by a secret that
 * lives as long as the process.
 */
public final class ControlSecret implements Authenticator {

  private static final List<Grant> EVERYTHING =
      List.of(
          new Grant(Grant.Action.ADMIN, "/"),
          new Grant(Grant.Action.READ, "/"),
          new Grant(Grant.Action.WRITE, "/"));

  private final byte[] secret;

  /**
   * @param secret at least 32 random characters
   */
  public ControlSecret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public Optional<Caller> authenticate(String credentials) {
    return MessageDigest.isEqual(secret, credentials.getBytes(StandardCharsets.UTF_8))
        ? Optional.of(new Operator(new GrantedCaller("operator", EVERYTHING)))
        : Optional.empty();
  }

  private record Operator(GrantedCaller granted) implements Caller {

    @Override
    public String subject() {
      return granted.subject();
    }

    @Override
    public boolean mayRead(ResourcePath path) {
      return granted.mayRead(path);
    }

    @Override
    public boolean mayWrite(ResourcePath path) {
      return granted.mayWrite(path);
    }

    @Override
    public boolean mayAdminister() {
      return true;
    }

    @Override
    public boolean isOperator() {
      return true;
    }
  }
}
