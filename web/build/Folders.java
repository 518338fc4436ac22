import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Files and folders of the assembly. */
final class Folders {

  private Folders() {}

  static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(Folders::delete);
      }
    }
    Files.createDirectories(folder);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(to.resolve(from.relativize(file).toString()), Files.readAllBytes(file));
      }
    }
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** The name with a hash of the content before its last dot: {@code main-1f3a09bc.js}. */
  static String hashed(String name, byte[] bytes) {
    int dot = name.lastIndexOf('.');
    return name.substring(0, dot) + "-" + digest(bytes) + name.substring(dot);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Lays a compressed sibling beside a file that it makes smaller. */
  static void compress(Path file) throws IOException {
    byte[] plain = Files.readAllBytes(file);
    byte[] compressed = gzip(plain);
    if (compressed.length < plain.length) {
      Files.write(file.resolveSibling(file.getFileName() + ".gz"), compressed);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new BestGzip(compressed)) {
      gzip.write(plain);
    }
    return compressed.toByteArray();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
