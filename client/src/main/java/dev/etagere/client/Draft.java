package dev.etagere.client;

import java.net.URI;

/**
 * A changed content for one version of a resource, made by {@link Document#edit(Content)}. Saving
 * it replaces that version and no other.
 *
 * <p>A draft is one intended write: it has an idempotency key of its own, so that saving it again
 * after a lost reply is performed at most once.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="save"}
 */
public final class Draft {
  private final Document base;
  private final Content content;
  private final String key;

  Draft(Document base, Content content, String key) {
    this.base = base;
    this.content = content;
    this.key = key;
  }

  /** The version that it edits. */
  public Document base() {
    return base;
  }

  /** What is to stand there. */
  public Content content() {
    return content;
  }

  /** Where it is to stand: where the base was read. */
  public URI url() {
    return base.url();
  }

  /** Whether the content differs from that of the base. */
  public boolean isChanged() {
    return !content.equals(base.content());
  }

  String key() {
    return key;
  }

  /** The same edit on a base that was read again and has the same content. */
  Draft on(Document readAgain) {
    return new Draft(readAgain, content, key);
  }

  @Override
  public String toString() {
    return "edit of " + base;
  }
}
