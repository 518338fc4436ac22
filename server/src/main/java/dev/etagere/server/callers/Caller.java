package dev.etagere.server.callers;

import dev.etagere.storage.ResourcePath;

/** Who sends a request, and what that one may do. */
public interface Caller {

  /** Who it is, as versions and logs name them; empty where nobody was asked. */
  String subject();

  /** Whether this caller may see what stands at the path, and that it stands there. */
  boolean mayRead(ResourcePath path);

  /** Whether this caller may write at the path. */
  boolean mayWrite(ResourcePath path);

  /** Whether this caller may make and revoke tokens. */
  boolean mayAdminister();

  /** Whether this caller owns the server's own files, and may have the server write others. */
  default boolean isOperator() {
    return false;
  }

  /**
   * Whoever reaches a server that asks for no credentials: may do everything but administer tokens.
   */
  Caller ANYONE =
      new Caller() {
        @Override
        public String subject() {
          return "";
        }

        @Override
        public boolean mayRead(ResourcePath path) {
          return !path.isUnder(Grant.TOKENS);
        }

        @Override
        public boolean mayWrite(ResourcePath path) {
          return !path.isUnder(Grant.TOKENS);
        }

        @Override
        public boolean mayAdminister() {
          return false;
        }
      };
}
