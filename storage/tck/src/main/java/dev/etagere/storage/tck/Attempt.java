package dev.etagere.storage.tck;

import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Expected;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Reclaim;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A commit put together by a test, under an operation and with tokens of its own. */
public final class Attempt {

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final int TOKEN_LENGTH = 13;

  private final String operation = UUID.randomUUID().toString();
  private final List<Write> writes = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private final List<Reclaim> reclaims = new ArrayList<>();
  private Optional<Receipt> receipt = Optional.empty();

  /** An attempt at nothing yet. */
  public Attempt() {}

  /** The content that {@link #write(String, long, String, String...)} gives to a text. */
  public static Content text(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a version.
   *
   * @param number of the new version; the one before it is expected
   * @param claims the keys that the resource holds from then on
   */
  public Attempt write(String path, long number, String text, String... claims) {
    return write(path, number, text(text), claims);
  }

  /** Writes a version with any content. */
  public Attempt write(String path, long number, Content content, String... claims) {
    return add(version(path, number, Version.Kind.WRITTEN, content.length()), content, claims);
  }

  /** Writes a tombstone, whose number is {@code number}. */
  public Attempt delete(String path, long number) {
    return add(version(path, number, Version.Kind.DELETED, 0), Content.NONE);
  }

  private Attempt add(Version version, Content content, String... claims) {
    Expected expected = expected(version.number() - 1);
    writes.add(new Write(expected, new Stored(version, content), claims(claims)));
    return this;
  }

  private Version version(String path, long number, Version.Kind kind, long length) {
    String mediaType = kind == Version.Kind.DELETED ? "" : "text/plain; charset=utf-8";
    return new Version(
        new ResourcePath(path),
        number,
        token(),
        BEGINNING.plusMillis(number),
        number > 1,
        kind,
        mediaType,
        length,
        new Version.Origin("ada", "request-" + number, operation));
  }

  private static String token() {
    String digits = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits(), 36);
    return "0".repeat(TOKEN_LENGTH - digits.length()) + digits;
  }

  /** Requires that version {@code number} is a path's newest; 0: that there is none. */
  public Attempt guard(String path, long number) {
    guards.add(new Guard(new ResourcePath(path), expected(number)));
    return this;
  }

  /** Gives other claims to a resource whose newest version is {@code number}. */
  public Attempt reclaim(String path, long number, String... claims) {
    reclaims.add(new Reclaim(new ResourcePath(path), expected(number), claims(claims)));
    return this;
  }

  /** Keeps a receipt with the commit. */
  public Attempt receipt(Receipt kept) {
    receipt = Optional.of(kept);
    return this;
  }

  private static Expected expected(long number) {
    return number == 0 ? new Expected.NoVersion() : new Expected.Exactly(number);
  }

  private static Set<Claim> claims(String... keys) {
    return Set.of(keys).stream().map(Claim::new).collect(java.util.stream.Collectors.toSet());
  }

  /** The operation's id. */
  public String operation() {
    return operation;
  }

  /** The versions that it would make, in order. */
  public List<Version> versions() {
    return writes.stream().map(write -> write.stored().version()).toList();
  }

  /** What to hand to a store. */
  public Commit commit() {
    return new Commit(operation, writes, guards, reclaims, receipt);
  }
}
