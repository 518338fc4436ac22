package dev.etagere.storage;

/**
 * A version together with its content.
 *
 * @param version the version
 * @param content its bytes, {@link Content#NONE} for a deletion
 */
public record Stored(Version version, Content content) {

  public Stored {
    if (version.length() != content.length()) {
      throw new IllegalArgumentException(
          "the version says %d bytes, its content has %d"
              .formatted(version.length(), content.length()));
    }
  }
}
