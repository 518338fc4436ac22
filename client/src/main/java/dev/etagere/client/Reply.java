package dev.etagere.client;

import java.net.URI;
import java.time.Instant;

/** A whole answer of a server. Its body is shared with all who read it and never changed. */
final class Reply {
  private final URI url;
  private final int status;
  private final Fields fields;
  private final byte[] body;
  private final Instant requested;
  private final Instant received;

  Reply(URI url, int status, Fields fields, byte[] body, Instant requested, Instant received) {
    this.url = url;
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.requested = requested;
    this.received = received;
  }

  /** The URL that was asked. */
  URI url() {
    return url;
  }

  int status() {
    return status;
  }

  Fields fields() {
    return fields;
  }

  byte[] body() {
    return body;
  }

  /** When the request left. */
  Instant requested() {
    return requested;
  }

  /** When the answer was complete. */
  Instant received() {
    return received;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** A 200 with this body and these fields, sent and received when this one was. */
  Reply asFound(URI at, Fields described, byte[] content) {
    return new Reply(at, 200, described, content, requested, received);
  }
}
