package dev.etagere.server.callers;

/**
 * Whether the caller of a request may still have what the request asks for: who listens or waits
 * for long asks again when credentials have changed.
 */
@FunctionalInterface
public interface Standing {

  /** Of whoever needs no credentials, and never will. */
  Standing LASTING = () -> {};

  /**
   * Looks at the credentials anew.
   *
   * @throws dev.etagere.server.http.Refusal 401 or 403 if they do not suffice any longer
   */
  void check();
}
