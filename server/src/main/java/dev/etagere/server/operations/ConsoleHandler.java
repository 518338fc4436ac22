package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.web.Asset;
import dev.etagere.web.ConsoleAssets;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Optional;

/** The browser console at {@code /-/console/}: files that are in memory, compressed beforehand. */
public final class ConsoleHandler implements Handler {

  private static final String FOLDER = "/-/console/";

  private final ConsoleAssets assets;

  public ConsoleHandler(ConsoleAssets assets) {
    this.assets = assets;
  }

  @Override
  public Response handle(Request request) {
    String path = request.target().rawPath();
    if (!path.startsWith(FOLDER)) {
      return Response.of(308).with("Location", FOLDER);
    }
    return assets
        .find(path.substring(FOLDER.length()))
        .map(asset -> answer(request, asset))
        .orElseThrow(() ->
            new Refusal(
                Problem.of(
                    ProblemKind.NOT_FOUND,
                    "The console has no such file; it begins at /-/console/.")));
  }

  private static Response answer(Request request, Asset asset) {
    Optional<ByteBuffer> gzipped = asset.gzipped().filter(bytes -> takesGzip(request));
    Response response =
        Response.of(200)
            .with("Content-Type", asset.mediaType())
            .with("Cache-Control", caching(asset))
            .with("Vary", "Accept-Encoding")
            .with("Content-Security-Policy", ConsoleAssets.CONTENT_SECURITY_POLICY)
            .with("X-Content-Type-Options", "nosniff")
            .with("Referrer-Policy", "no-referrer");
    gzipped.ifPresent(bytes -> response.with("Content-Encoding", "gzip"));
    return response.with(payload(gzipped.orElseGet(asset::content)));
  }

  private static String caching(Asset asset) {
    return asset.immutable() ? "public, max-age=31536000, immutable" : "no-cache";
  }

  /** The coding is only ever offered by its plain name; a weight of 0 takes it back. */
  private static boolean takesGzip(Request request) {
    return request.fields().lines("Accept-Encoding").stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .anyMatch(coding -> coding.matches("(?i)gzip(\\s*;\\s*q=(1|0\\.\\d*[1-9]).*)?"));
  }

  private static Payload payload(ByteBuffer bytes) {
    return new Payload.Streamed(
        bytes.remaining(), out -> Channels.newChannel(out).write(bytes.duplicate()));
  }
}
