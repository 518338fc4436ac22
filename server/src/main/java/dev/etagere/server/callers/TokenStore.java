package dev.etagere.server.callers;

import java.util.List;
import java.util.Optional;

/**
 * Where tokens are made, listed and revoked: in a store, or by way of the server that has it open.
 */
public interface TokenStore {

  /**
   * Makes a token.
   *
   * @return the token, which is shown this once; nothing if there is one of that name already
   */
  Optional<String> create(String name, List<Grant> grants);

  /** Ends a token; false if there is none of that name. */
  boolean revoke(String name);

  /** All tokens, by name, without their secrets. */
  List<Tokens.Token> list();
}
