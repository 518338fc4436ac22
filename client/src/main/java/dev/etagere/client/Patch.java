package dev.etagere.client;

/**
 * A change of a JSON document: RFC 6902 or RFC 7396.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="patch"}
 */
public sealed interface Patch {

  /** A JSON Patch (RFC 6902). */
  static Patch json(String text) {
    return new Operations(text);
  }

  /** A JSON Merge Patch (RFC 7396). */
  static Patch merge(String text) {
    return new Merge(text);
  }

  /** The patch as it is sent. */
  Content content();

  /** What comes of it on this content, as far as the client can tell. */
  Patched on(Content content);

  /** What comes of applying a patch: {@link Patched.Applied} or {@link Patched.Failed}. */
  sealed interface Patched {
    /** The patch fits. */
    record Applied(Content content) implements Patched {}

    /** The patch does not fit, or one of the two is no JSON. */
    record Failed(Problem problem) implements Patched {}
  }

  /** RFC 6902: a list of operations. */
  record Operations(String text) implements Patch {
    @Override
    public Content content() {
      return Content.json(text).as("application/json-patch+json");
    }

    @Override
    public Patched on(Content content) {
      return Patching.operations(content, text);
    }
  }

  /** RFC 7396: a document of what changes. */
  record Merge(String text) implements Patch {
    @Override
    public Content content() {
      return Content.json(text).as("application/merge-patch+json");
    }

    @Override
    public Patched on(Content content) {
      return Patching.merge(content, text);
    }
  }
}
