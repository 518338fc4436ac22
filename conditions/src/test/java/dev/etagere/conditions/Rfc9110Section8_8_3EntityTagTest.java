package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.8.3, ETag. */
class Rfc9110Section8_8_3EntityTagTest {

  private static EntityTag tag(String text) {
    Parsed<EntityTag> parsed = EntityTag.parse(text);
    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<EntityTag>) parsed).value();
  }

  @Nested
  class Must {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'\"xyzzy\"', false, 'xyzzy'",
          "'W/\"xyzzy\"', true, 'xyzzy'",
          "'\"\"', false, ''",
          "'W/\"\"', true, ''",
          "'\"W/\"', false, 'W/'",
          "'\"!#~\\,*\"', false, '!#~\\,*'",
          "'\"\u0080\u00E9\u00FF\"', false, '\u0080\u00E9\u00FF'",
        })
    @DisplayName("entity-tag = [ weak ] opaque-tag, of visible characters and obs-text")
    void grammar(String text, boolean weak, String opaque) {
      assertThat(tag(text)).isEqualTo(new EntityTag(weak, opaque));
      assertThat(tag(text)).hasToString(text);
    }

    @Test
    @DisplayName("weak is case-sensitive")
    void weakIsCaseSensitive() {
      assertThat(EntityTag.parse("w/\"a\""))
          .isEqualTo(new Parsed.Malformed<>(0, "a weak entity tag starts with an upper-case W"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'', 0",
          "'*', 0",
          "' \"a\"', 0",
          "'\"a\" ', 3",
          "'\"a\",\"b\"', 3",
          "'\"a\"\"', 3",
          "'\"a', 2",
          "'\"\u007F\"', 1",
          "'\"a\tb\"', 2",
          "'\"\u0100\"', 1",
          "'W/\"a b\"', 4",
        })
    @DisplayName("Anything else is malformed, at the first character at fault")
    void malformed(String text, int position) {
      Parsed<EntityTag> parsed = EntityTag.parse(text);
      assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
      assertThat(((Parsed.Malformed<EntityTag>) parsed).position()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"", "\u007F", "\u0100", "\n"})
    @DisplayName("A tag that could not be sent cannot be made")
    void refused(String opaque) {
      assertThatIllegalArgumentException().isThrownBy(() -> EntityTag.strong(opaque));
    }
  }

  /** The table of §8.8.3.2. */
  @Nested
  class Comparison {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'W/\"1\"', 'W/\"1\"', false, true",
          "'W/\"1\"', 'W/\"2\"', false, false",
          "'W/\"1\"', '\"1\"', false, true",
          "'\"1\"', 'W/\"1\"', false, true",
          "'\"1\"', '\"1\"', true, true",
          "'\"1\"', '\"2\"', false, false",
          "'\"a\"', '\"A\"', false, false",
        })
    @DisplayName("§8.8.3.2: strong and weak comparison, character by character")
    void table(String one, String other, boolean strongly, boolean weakly) {
      assertThat(tag(one).matchesStrongly(tag(other))).isEqualTo(strongly);
      assertThat(tag(one).matchesWeakly(tag(other))).isEqualTo(weakly);
    }
  }
}
