package dev.etagere.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * A file in the data folder by which commands on this machine reach the server that has the store
 * open: its address, and a secret that only who may read the folder knows.
 *
 * @param server where the server listens
 * @param secret makes whoever sends it an administrator
 * @param certificate by which it proves who it is, where it speaks TLS
 */
record ControlFile(URI server, String secret, Optional<Path> certificate) {

  private static final String NAME = "control.properties";

  /** Writes the file, readable by its owner only; it lives as long as the server. */
  void write(Path data) throws IOException {
    Path file = data.resolve(NAME);
    Files.deleteIfExists(file);
    createPrivately(file);
    Properties content = new Properties();
    content.setProperty("server", server.toString());
    content.setProperty("secret", secret);
    certificate.ifPresent(
        pem -> content.setProperty("certificate", pem.toAbsolutePath().toString()));
    try (var out = Files.newOutputStream(file)) {
      content.store(out, null);
    }
  }

  /** Removes the file of a server that has stopped. */
  static void delete(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
  }

  private static void createPrivately(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** The file of the server that runs over this folder, if one does. */
  static Optional<ControlFile> read(Path data) throws IOException {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties content = new Properties();
    try (var in = Files.newInputStream(file)) {
      content.load(in);
    }
    return Optional.of(
        new ControlFile(
            URI.create(content.getProperty("server")),
            content.getProperty("secret"),
            Optional.ofNullable(content.getProperty("certificate")).map(Path::of)));
  }
}
