package dev.etagere.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who the caller is: the value of {@code Authorization}, asked for at every request, so that a
 * token which was renewed is used at once. It is sent only to the origin of the client's base URL.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Values.java" region="credentials"}
 */
public final class Credentials {
  private final Supplier<Optional<String>> authorization;

  private Credentials(Supplier<Optional<String>> authorization) {
    this.authorization = authorization;
  }

  /** None: requests go out without {@code Authorization}. */
  public static Credentials none() {
    return new Credentials(Optional::empty);
  }

  /** A bearer token (RFC 6750). */
  public static Credentials bearer(String token) {
    String value = "Bearer " + checked(token);
    return new Credentials(() -> Optional.of(value));
  }

  /** A bearer token that is asked for at every request. */
  public static Credentials bearer(Supplier<String> token) {
    return new Credentials(() -> Optional.of("Bearer " + checked(token.get())));
  }

  /**
   * A bearer token that stands alone in a file, which is read at every request; white space around
   * it does not count. A file that cannot be read fails the request.
   */
  public static Credentials bearerFile(Path file) {
    return bearer(() -> read(file));
  }

  /** A name and a password (RFC 7617). Refuses a name with a colon. */
  public static Credentials basic(String name, String password) {
    if (name.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user name of Basic authentication has no colon");
    }
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    String value = "Basic " + Base64.getEncoder().encodeToString(pair);
    return new Credentials(() -> Optional.of(value));
  }

  Optional<String> authorization() {
    return authorization.get();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).trim();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the token file cannot be read: " + file, unreadable);
    }
  }

  private static String checked(String token) {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a bearer token is visible ASCII without spaces");
    }
    return token;
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
