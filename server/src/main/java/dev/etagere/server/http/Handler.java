package dev.etagere.server.http;

import java.io.IOException;

/** Answers requests; filters are handlers around handlers. */
@FunctionalInterface
public interface Handler {

  /**
   * @throws IOException if the client's content could not be read
   * @throws Refusal to answer with a problem
   */
  Response handle(Request request) throws IOException;
}
