package dev.etagere.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of the browser console. They expect to be served from the folder {@code /-/console/},
 * with {@link #CONTENT_SECURITY_POLICY}; all of them are held in memory.
 */
public final class ConsoleAssets {

  /**
   * The value of {@code Content-Security-Policy} under which the console runs: its own scripts,
   * styles and requests and nothing else, and no script made of strings except by its templates.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";

  private static final String PAGE = "index.html";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Asset> assets;

  /** Reads the files that were built into this module. */
  public ConsoleAssets() {
    assets =
        text("assets.list")
            .lines()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), ConsoleAssets::asset));
  }

  /**
   * The file at a path relative to the console's folder, such as {@code assets/main-1F3A09BC.js}.
   *
   * @param path decoded; empty for the page itself
   */
  public Optional<Asset> find(String path) {
    return Optional.ofNullable(assets.get(path.isEmpty() ? PAGE : path));
  }

  private static Asset asset(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return new Asset(
        bytes(path).orElseThrow(),
        bytes(path + ".gz"),
        MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"),
        path.startsWith("assets/"));
  }

  private static String text(String path) {
    return StandardCharsets.UTF_8.decode(bytes(path).orElseThrow()).toString();
  }

  private static Optional<ByteBuffer> bytes(String path) {
    try (InputStream in = ConsoleAssets.class.getResourceAsStream("console/" + path)) {
      return in == null ? Optional.empty() : Optional.of(ByteBuffer.wrap(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
