package dev.etagere.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers for local files which version of which resource they were made from, with its content,
 * so that a file can be saved days later under the condition it was fetched with, and merged if
 * that no longer holds.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Looking.java" region="checkouts"}
 */
public final class Checkouts {
  private static final String SUFFIX = ".checkout";

  private final PrivateFolder folder;

  private Checkouts(PrivateFolder folder) {
    this.folder = folder;
  }

  /** Those kept in this folder, which is made if it is missing and readable by its owner only. */
  public static Checkouts in(Path folder) {
    return new Checkouts(new PrivateFolder(folder));
  }

  /** Notes that the file was made from this document. */
  public void remember(Path file, Document document) {
    StoredReply stored = new StoredReply("file", Fields.NONE, document.reply());
    folder.write(name(file), StoredReplyFile.write(stored));
  }

  /** The document that the file was made from; none if that is not known. */
  public Optional<Document> recall(Path file) {
    return folder
        .read(name(file))
        .flatMap(StoredReplyFile::read)
        .map(StoredReply::reply)
        .map(Document::read);
  }

  /** Forgets what the file was made from. */
  public void forget(Path file) {
    folder.delete(name(file));
  }

  private static String name(Path file) {
    return Digests.sha256(real(file).toString().getBytes(StandardCharsets.UTF_8)) + SUFFIX;
  }

  /** One name for one file, however it was reached. */
  private static Path real(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
