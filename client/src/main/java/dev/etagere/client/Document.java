package dev.etagere.client;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of a resource as it was read: its URL, its content and the validator that came with
 * them, which belong together and cannot be taken apart. Only the client makes documents.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Reading.java" region="document"}
 */
public final class Document {
  private final Reply reply;
  private final Content content;
  private final Validator validator;

  private Document(Reply reply, Content content) {
    this.reply = reply;
    this.content = content;
    this.validator = Validators.of(reply.fields());
  }

  /** The document that a 200 brought. */
  static Document read(Reply reply) {
    return new Document(reply, Content.received(reply.body(), reply.fields()));
  }

  /** The document that a write made, where the reply to it brought the new validator. */
  static Document written(URI url, Content content, Reply reply) {
    Fields fields = reply.fields().with("Content-Type", content.mediaType());
    Fields coded =
        content.coding().map(coding -> fields.with("Content-Encoding", coding)).orElse(fields);
    return read(reply.asFound(url, coded, content.shared()));
  }

  /** Where it was read, after redirections. */
  public URI url() {
    return reply.url();
  }

  /** What was read. */
  public Content content() {
    return content;
  }

  /** The text of the content. */
  public String text() {
    return content.asText();
  }

  /** By what the server tells this version from others. */
  public Validator validator() {
    return validator;
  }

  /** The entity tag as the server wrote it, for people to see; no call takes it back. */
  public Optional<String> tag() {
    return reply.fields().first("ETag");
  }

  /** When it was last modified, by the server's clock. */
  public Optional<Instant> lastModified() {
    return Validators.lastModified(reply.fields());
  }

  /**
   * An edit of exactly this version: the same URL, this content, under this version's condition.
   */
  public Draft edit(Content changed) {
    return new Draft(this, Objects.requireNonNull(changed), Keys.next());
  }

  /** An edit that puts this text in place, of the same media type and charset. */
  public Draft edit(String changed) {
    return edit(content.withText(changed));
  }

  Reply reply() {
    return reply;
  }

  /** Whether the server names both with the same strong tag or date. */
  boolean isSameVersionAs(Document other) {
    return validator.protectsSaving() && validator.equals(other.validator);
  }

  @Override
  public String toString() {
    return url() + " " + tag().orElse("without a tag") + ", " + content;
  }
}
