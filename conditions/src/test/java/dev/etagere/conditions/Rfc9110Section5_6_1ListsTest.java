package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.1, Lists, on lists of entity tags. */
class Rfc9110Section5_6_1ListsTest {

  private static Parsed<TagList> list(EntityTag... tags) {
    return new Parsed.Valid<>(new TagList.OneOf(List.of(tags)));
  }

  private static Parsed.Malformed<TagList> malformed(String... lines) {
    Parsed<TagList> parsed = TagList.parse(List.of(lines));
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    return (Parsed.Malformed<TagList>) parsed;
  }

  private static final EntityTag A = EntityTag.strong("a");
  private static final EntityTag B = EntityTag.strong("b");

  @Nested
  class Must {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"a\", \"b\"",
          "\"a\",\"b\"",
          ",\"a\",\"b\"",
          "\"a\",,\"b\"",
          "\"a\" ,\t, \"b\" , ,",
          " , ,, \t\"a\"\t,\"b\" ",
        })
    @DisplayName("A recipient MUST parse and ignore a reasonable number of empty list elements")
    void emptyElements(String line) {
      assertThat(TagList.parse(List.of(line))).isEqualTo(list(A, B));
    }

    @Test
    @DisplayName("A recipient MUST accept an empty element that is a field line of its own")
    void emptyLines() {
      assertThat(TagList.parse(List.of("", "\"a\"", " ", "\"b\",", ""))).isEqualTo(list(A, B));
    }

    @Test
    @DisplayName("§5.3: several field lines are one list, in the order of the lines")
    void severalLines() {
      assertThat(TagList.parse(List.of("\"b\"", "\"a\", \"b\""))).isEqualTo(list(B, A, B));
    }

    @Test
    @DisplayName("A comma inside a quoted part does not separate elements")
    void commasInsideTags() {
      assertThat(TagList.parse(List.of("\"a,b\",\",\",W/\"x,,\"")))
          .isEqualTo(
              list(EntityTag.strong("a,b"), EntityTag.strong(","), new EntityTag(true, "x,,")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,\t,"})
    @DisplayName("1#element: a list of empty elements only is malformed")
    void noElement(String line) {
      assertThat(malformed(line)).isEqualTo(new Parsed.Malformed<>(0, "there is no entity tag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " *", "*\t "})
    @DisplayName("\"*\" / #entity-tag: an asterisk alone")
    void asterisk(String line) {
      assertThat(TagList.parse(List.of(line))).isEqualTo(new Parsed.Valid<>(new TagList.Any()));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'*, \"a\"', 0",
          "'\"a\", *', 5",
          "'*, *', 0",
          "'*,', 0",
          "', *', 2",
          "'**', 0",
          "'*\"a\"', 0",
        })
    @DisplayName("\"*\" / #entity-tag: an asterisk beside anything else is malformed")
    void asteriskAmongTags(String line, int position) {
      assertThat(malformed(line))
          .isEqualTo(new Parsed.Malformed<>(position, "an asterisk stands alone"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'a', 0, 'an entity tag starts with a double quote'",
          "'\"a\", b', 5, 'an entity tag starts with a double quote'",
          "'b, \"a\"', 0, 'an entity tag starts with a double quote'",
          "'W/a', 2, 'an entity tag starts with a double quote'",
          "'W/', 2, 'an entity tag starts with a double quote'",
          "'W', 0, 'an entity tag starts with a double quote'",
          "'W /\"a\"', 0, 'an entity tag starts with a double quote'",
          "'w/\"a\"', 0, 'a weak entity tag starts with an upper-case W'",
          "'\"a', 2, 'an entity tag ends with a double quote'",
          "'\"', 1, 'an entity tag ends with a double quote'",
          "'\"a b\"', 2, 'this character cannot stand in an entity tag'",
          "'\"a, \"b\"', 3, 'this character cannot stand in an entity tag'",
          "'\"a\\\"b\"', 4, 'a comma separates entity tags'",
          "'\"a\" \"b\"', 4, 'a comma separates entity tags'",
          "'\"a\"W/\"b\"', 3, 'a comma separates entity tags'",
          "'\"a\";\"b\"', 3, 'a comma separates entity tags'",
        })
    @DisplayName("What is not an entity tag is malformed, at the first character at fault")
    void malformedTags(String line, int position, String why) {
      assertThat(malformed(line)).isEqualTo(new Parsed.Malformed<>(position, why));
    }

    @Test
    @DisplayName("A position counts into the field lines joined by a comma and a space")
    void positionAcrossLines() {
      assertThat(malformed("\"a\"", "\"b\"", "c").position()).isEqualTo(10);
    }

    @Test
    @DisplayName("A tag does not go on in the next field line")
    void tagAcrossLines() {
      assertThat(malformed("\"a", "b\"").position()).isEqualTo(3);
    }

    @Test
    @DisplayName("Only space and tab are whitespace")
    void otherWhitespace() {
      assertThat(malformed("\"a\",\u00A0\"b\"").position()).isEqualTo(4);
      assertThat(malformed("\u2003*").position()).isZero();
    }

    @Test
    @DisplayName("64 tags are a list, 65 are malformed at the last")
    void atMost64() {
      String most = String.join(",", Collections.nCopies(64, "\"a\""));
      assertThat(TagList.parse(List.of(most))).isInstanceOf(Parsed.Valid.class);
      assertThat(malformed(most, "\"b\""))
          .isEqualTo(
              new Parsed.Malformed<>(most.length() + 2, "there are more than 64 entity tags"));
    }
  }
}
