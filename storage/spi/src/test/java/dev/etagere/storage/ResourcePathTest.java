package dev.etagere.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResourcePathTest {

  /** Around the borders at which UTF-8 and UTF-16 take more units, or disagree about the order. */
  private static final int[] CODE_POINTS = {
    ' ', '/', 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF
  };

  @Test
  void pathsAreOrderedAsTheirUtf8BytesAre() {
    long seed = Long.getLong("etagere.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      ResourcePath a = random(random);
      ResourcePath b = random(random);
      int bytes = Arrays.compareUnsigned(utf8(a), utf8(b));
      assertThat(Integer.signum(a.compareTo(b)))
          .as("etagere.seed=%d: %s and %s", seed, a, b)
          .isEqualTo(Integer.signum(bytes));
    }
  }

  private static ResourcePath random(SplittableRandom random) {
    StringBuilder path = new StringBuilder("/");
    random
        .ints(random.nextInt(5), 0, CODE_POINTS.length)
        .forEach(i -> path.appendCodePoint(CODE_POINTS[i]));
    return new ResourcePath(path.toString());
  }

  private static byte[] utf8(ResourcePath path) {
    return path.value().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatHasNoFormInUtf8OrCouldEndAKeyIsNoPath() {
    for (String bad : new String[] {"", "a", "/\u0000", "/a\n", "/\uD800", "/\uDC00a"}) {
      assertThatThrownBy(() -> new ResourcePath(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
