package dev.etagere.server.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The memory that a text takes besides its bytes")
class ExtentTest {

  /** What a number is at least: an object, its string, and the string's bytes. */
  private static final long NUMBER = 72;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName(
      "is that of each value: a short text of many values takes more than a long one of few")
  void values() {
    byte[] many = bytes("[" + "1,".repeat(9_999) + "1]");
    byte[] few = bytes("[\"" + ",".repeat(20_000) + "\"]");

    assertThat(Extent.ofValues(many)).isBetween(10_000 * NUMBER, 12_000 * NUMBER);
    assertThat(Extent.ofValues(few)).isBetween(40_000L, 90_000L);
  }

  @Test
  @DisplayName("counts names once they are so many in one object that they are its own")
  void names() {
    StringBuilder one = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 1_000; i++) {
      one.append(",\"k").append(i).append("\":1");
    }
    byte[] wide = bytes(one.append('}').toString());
    byte[] narrow = bytes("[" + "{\"a\":1},".repeat(999) + "{\"a\":1}]");

    assertThat(Extent.ofCheck(wide)).isBetween(60_000L, 200_000L);
    assertThat(Extent.ofCheck(narrow)).isZero();
    assertThat(Extent.ofValues(wide)).isGreaterThan(1_000 * (NUMBER + 64));
  }

  @Test
  @DisplayName("doubles for characters that do not all fit in a byte")
  void characters() {
    long ascii = Extent.ofValues(bytes("[\"" + "e".repeat(30_000) + "\"]"));
    long other = Extent.ofValues(bytes("[\"" + "é".repeat(15_000) + "\"]"));

    assertThat(other - ascii).isBetween(29_000L, 31_000L);
  }

  @Test
  @DisplayName("of a checked text is little, unless a long string has to be unescaped")
  void check() {
    String string = "x".repeat(10_000);

    assertThat(Extent.ofCheck(bytes("[\"" + string + "\"]"))).isZero();
    assertThat(Extent.ofCheck(bytes("[\"\\u0041" + string + "\"]"))).isGreaterThan(20_000);
  }

  @Test
  @DisplayName("is that of each line, where lines are what is worked on")
  void lines() {
    assertThat(Extent.ofLines(bytes("\n".repeat(1_000)))).isBetween(1_000 * NUMBER, 90_000L);
    assertThat(Extent.ofLines(bytes("x".repeat(1_000)))).isBetween(2_000L, 2_200L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "\"\\", "]]]]", "}:}:", "[{[{", "{\"a\":", "\\\"", ":,:,"})
  @DisplayName("is estimated of what is no JSON, too")
  void malformed(String text) {
    assertThat(Extent.ofValues(bytes(text))).isPositive();
    assertThat(Extent.ofCheck(bytes(text))).isNotNegative();
  }

  @Test
  @DisplayName("is estimated of what is nested too deep, too")
  void deep() {
    String open = "{\"a\":[".repeat(5_000);
    String close = "]}".repeat(5_000);

    assertThat(Extent.ofValues(bytes(open + close))).isGreaterThan(10_000 * NUMBER);
    assertThat(Extent.ofCheck(bytes(open + close))).isNotNegative();
  }
}
