package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Representation.Some;
import dev.etagere.conditions.Validators;
import dev.etagere.server.http.Field;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The representation of a version that a request selects: the version in a coding. It has
 * validators of its own.
 *
 * @param stored the version
 * @param coding its coding
 * @param varies whether other requests select other codings of it
 */
record Representation(Stored stored, Coding coding, boolean varies) {

  private static final Field ASK_BEFORE_USE = Field.encoded("Cache-Control", "private, no-cache");
  private static final Field BY_CODING = Field.encoded("Vary", "Accept-Encoding");
  private static final Field IN_RANGES = Field.encoded("Accept-Ranges", "bytes");

  static Representation select(Stored current, Request request) {
    boolean varies = Coding.isWorthwhile(current.version().mediaType(), current.version().length());
    boolean coded =
        varies && !request.fields().has("Range"); // ranges are those of the bytes themselves
    return new Representation(
        current, coded ? Coding.preferred(request.fields()) : Coding.IDENTITY, varies);
  }

  Version version() {
    return stored.version();
  }

  private EntityTag tag() {
    return EntityTag.strong(version().tag() + coding.suffix());
  }

  Some validators() {
    return new Some(
        new Validators(
            Optional.of(tag()), Optional.of(version().time()), version().sharesSecond()));
  }

  /** With what 200, 206 and 304 have in common (§15.4.5). */
  Response describe(Response response) {
    Response described =
        response
            .with("ETag", tag().toString())
            .modified(version().time())
            .with(ASK_BEFORE_USE)
            .with("Link", "</-/versions" + version().path().value() + ">; rel=\"version-history\"");
    return varies ? described.with(BY_CODING) : described;
  }

  /** The response with all of it. */
  Response whole(Store store) {
    Response response =
        describe(Response.of(200)).with("Content-Type", version().mediaType()).with(IN_RANGES);
    return coding == Coding.IDENTITY
        ? response.with(identity(store))
        : response.with("Content-Encoding", coding.code()).with(coded(store));
  }

  /** The bytes of the version, in no coding. */
  Payload identity(Store store) {
    return switch (stored.content()) {
      case Content.Inline inline -> new Payload.Bytes(inline.bytes());
      case Content.Staged staged -> new Payload.Streamed(staged.length(), out -> copy(store, out));
    };
  }

  private Payload coded(Store store) {
    return switch (stored.content()) {
      case Content.Inline inline -> new Payload.Bytes(encoded(inline.bytes()));
      case Content.Staged staged -> new Payload.Streamed(-1, out -> encode(store, out));
    };
  }

  private byte[] encoded(byte[] bytes) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(bytes.length / 2);
    try (OutputStream out = coding.encoding(coded)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
    return coded.toByteArray();
  }

  private void encode(Store store, OutputStream out) throws IOException {
    try (OutputStream coded = coding.encoding(out)) {
      copy(store, coded);
    }
  }

  private void copy(Store store, OutputStream out) throws IOException {
    try (InputStream in = store.open(stored.content(), 0, version().length())) {
      in.transferTo(out);
    }
  }
}
