package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The entity tags of this server: {@code "<version>.<token>"}.
 *
 * <p>A token is 9 random characters of base 36 (46 bits), 3 that a keyed hash of them gives (so
 * that a tag of this server is told from one that was never issued, but for one in 46,656), and 1
 * that a keyed hash of the path gives (so that a tag of another resource is told from one whose
 * history is gone). It is made once, at the commit, and stored.
 */
public final class Tags {

  private static final int RANDOM = 9;
  private static final int ISSUED = 3;
  private static final int LENGTH = 13;
  private static final long RANDOM_BOUND = power(36, RANDOM);
  private static final int LONGEST_NUMBER = 18;

  /** What intermediaries add that have coded the content. */
  private static final Set<String> INTERMEDIARY_SUFFIXES =
      Stream.of("-", "--", ";")
          .flatMap(mark -> Stream.of("gzip", "br", "zstd", "deflate").map(mark::concat))
          .collect(Collectors.toUnmodifiableSet());

  private final Mac keyed;
  private final RandomGenerator random;

  /**
   * @param secret the store's
   * @param random a cryptographically strong source
   */
  public Tags(byte[] secret, RandomGenerator random) {
    this.keyed = keyed(secret);
    this.random = random;
  }

  /** What a well-formed tag says: a version of some resource. */
  public record Name(long version, String token) {}

  /** The tag of a version. */
  public static EntityTag of(Version version) {
    return EntityTag.strong(version.tag());
  }

  /** A token for the next version of a resource. */
  public String token(ResourcePath path) {
    String chance = base36(random.nextLong(RANDOM_BOUND), RANDOM);
    return chance + issued(chance) + pathCheck(chance, path);
  }

  /**
   * The version that a tag names, if it has the form of this server's tags; suffixes and weakness
   * do not matter.
   */
  public static Optional<Name> named(EntityTag tag) {
    String plain = plain(tag).opaque();
    int dot = plain.indexOf('.');
    return endOfForm(plain) == plain.length()
        ? Optional.of(new Name(Long.parseLong(plain.substring(0, dot)), plain.substring(dot + 1)))
        : Optional.empty();
  }

  /** The tag without the suffixes that codings and intermediaries add; weakness is kept. */
  public static EntityTag plain(EntityTag tag) {
    return without(
        tag, suffix -> Coding.isSuffix(suffix) || INTERMEDIARY_SUFFIXES.contains(suffix));
  }

  /**
   * The tag without the suffixes that intermediaries add; that of a coding of this server is kept.
   */
  public static EntityTag withoutIntermediarySuffix(EntityTag tag) {
    return without(tag, INTERMEDIARY_SUFFIXES::contains);
  }

  private static EntityTag without(EntityTag tag, Predicate<String> suffix) {
    String opaque = tag.opaque();
    int end = endOfForm(opaque);
    return end >= 0 && end < opaque.length() && suffix.test(opaque.substring(end))
        ? new EntityTag(tag.weak(), opaque.substring(0, end))
        : tag;
  }

  /** Where a number, a dot and a token end that the text begins with; -1 if it does not. */
  private static int endOfForm(String text) {
    int dot = text.indexOf('.');
    int end = dot + 1 + LENGTH;
    boolean formed =
        dot > 0 && dot <= LONGEST_NUMBER && text.charAt(0) != '0' && end <= text.length();
    return formed && isDigits(text, 0, dot, 10) && isDigits(text, dot + 1, end, 36) ? end : -1;
  }

  private static boolean isDigits(String text, int from, int to, int radix) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 128 || Character.isUpperCase(c) || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this server made the token, for whichever resource. */
  public boolean isIssued(Name name) {
    String token = name.token();
    return token.startsWith(issued(token.substring(0, RANDOM)), RANDOM);
  }

  /** Whether the token was made for this resource, given that this server made it. */
  public boolean isOf(ResourcePath path, Name name) {
    String token = name.token();
    return token.endsWith(pathCheck(token.substring(0, RANDOM), path));
  }

  private String issued(String chance) {
    return base36(hash("issued\n" + chance), ISSUED);
  }

  private String pathCheck(String chance, ResourcePath path) {
    return base36(hash("path\n" + chance + "\n" + path.value()), LENGTH - RANDOM - ISSUED);
  }

  private long hash(String text) {
    byte[] code = mac().doFinal(text.getBytes(StandardCharsets.UTF_8));
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | code[i] & 0xff;
    }
    return value >>> 1;
  }

  /** One that nobody else uses; copying is cheaper than looking it up and setting its key. */
  private Mac mac() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be copied", impossible);
    }
  }

  private static Mac keyed(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /** The last {@code digits} digits of a number, in base 36. */
  private static String base36(long number, int digits) {
    char[] text = new char[digits];
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      text[i] = Character.forDigit((int) (rest % 36), 36);
      rest /= 36;
    }
    return new String(text);
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }
}
