package dev.etagere.client;

import java.net.URI;
import java.util.Optional;

/** A request as it is to be sent: everything but who asks and under what id. */
record Call(String method, URI url, Fields fields, Optional<byte[]> body) {

  static Call get(URI url) {
    return new Call("GET", url, Fields.NONE, Optional.empty());
  }

  static Call of(String method, URI url) {
    return new Call(method, url, Fields.NONE, Optional.empty());
  }

  Call with(String name, String value) {
    return new Call(method, url, fields.with(name, value), body);
  }

  Call with(Content content) {
    Fields described = fields.with("Content-Type", content.mediaType());
    Fields coded =
        content
            .coding()
            .map(coding -> described.with("Content-Encoding", coding))
            .orElse(described);
    return new Call(method, url, coded, Optional.of(content.shared()));
  }

  /** GET and HEAD ask for nothing to be changed (§9.2.1). */
  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
