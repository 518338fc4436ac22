package dev.etagere.cli;

import dev.etagere.client.Content;
import dev.etagere.client.Document;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file in which a resource is edited; it goes when it is closed, with whatever the editor left
 * beside it, unless it is to be kept.
 */
final class DraftFile implements AutoCloseable {
  private final Path path;
  private boolean kept;

  private DraftFile(Path path) {
    this.path = path;
  }

  /** A file with the content of the document, with the extension that editors know it by. */
  static DraftFile of(Document document) throws IOException {
    Content content = document.content();
    String name = name(document.url());
    String extension = name.contains(".") ? "" : MediaTypes.extension(content.mediaType());
    DraftFile file = new DraftFile(fresh(name + extension));
    Files.write(file.path, content.bytes());
    return file;
  }

  static DraftFile empty(URI url) throws IOException {
    DraftFile file = new DraftFile(fresh(name(url)));
    Files.createFile(file.path);
    return file;
  }

  /** A file of this name in a folder of its own, which only its owner reads. */
  private static Path fresh(String name) throws IOException {
    return Files.createTempDirectory("etagere-").resolve(name);
  }

  private static String name(URI url) {
    String last = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.isEmpty() || plain.startsWith(".") ? "draft" + plain : plain;
  }

  Path path() {
    return path;
  }

  byte[] read() throws IOException {
    return Files.readAllBytes(path);
  }

  void write(String text) throws IOException {
    Files.writeString(path, text, StandardCharsets.UTF_8);
  }

  void keep() {
    kept = true;
  }

  /** Where the draft is. */
  String where() {
    return "Your draft is in " + path + ".";
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      Path folder = Optional.ofNullable(path.getParent()).orElseThrow();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
