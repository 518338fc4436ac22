package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern TAG = Pattern.compile("([1-9][0-9]{0,17})\\.([0-9a-z]{13})");

  /**
   * What stands behind the opaque part when something between client and server has coded the
   * content.
   */
  private static final Pattern INTERMEDIARY_SUFFIX =
      Pattern.compile("(?:--?|;)(?:gzip|br|zstd|deflate)$");

  private static final Pattern OWN_SUFFIX = Pattern.compile("\\.(?:gzip|zstd|br|deflate)$");

  private final SecretKeySpec key;
  private final RandomGenerator random;

  /**
   * @param secret the store's
   * @param random a cryptographically strong source
   */
  public Tags(byte[] secret, RandomGenerator random) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
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
    Matcher matcher = TAG.matcher(plain(tag).opaque());
    return matcher.matches()
        ? Optional.of(new Name(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** The tag without the suffixes that codings and intermediaries add; weakness is kept. */
  public static EntityTag plain(EntityTag tag) {
    EntityTag without = withoutIntermediarySuffix(tag);
    return without(OWN_SUFFIX, without);
  }

  /**
   * The tag without the suffixes that intermediaries add; that of a coding of this server is kept.
   */
  public static EntityTag withoutIntermediarySuffix(EntityTag tag) {
    return without(INTERMEDIARY_SUFFIX, tag);
  }

  private static EntityTag without(Pattern suffix, EntityTag tag) {
    if (tag.opaque().length() <= LENGTH) {
      return tag;
    }
    Matcher matcher = suffix.matcher(tag.opaque());
    if (!matcher.find() || !TAG.matcher(tag.opaque().substring(0, matcher.start())).lookingAt()) {
      return tag;
    }
    return new EntityTag(tag.weak(), tag.opaque().substring(0, matcher.start()));
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

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
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
