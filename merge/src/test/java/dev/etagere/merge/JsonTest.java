package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON texts and values, RFC 8259. */
class JsonTest {

  private static JsonFault fault(String text) {
    return fault(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonFault fault(byte[] text) {
    assertThat(Json.parse(text)).isInstanceOf(Json.Parsed.Malformed.class);
    JsonFault fault = ((Json.Parsed.Malformed) Json.parse(text)).fault();
    assertThat(Json.check(text)).as("check finds the same").isEqualTo(Optional.of(fault));
    return fault;
  }

  private static void accepted(String text) {
    assertThat(Json.parse(text)).isInstanceOf(Json.Parsed.Document.class);
    assertThat(Json.check(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Nested
  class Spelling {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "1.0",
          "1E400",
          "-0",
          "1e999999999",
          "[1.10,{\"b\":1,\"a\":[]}]",
          "{\"\":\"\\u0000\\n\\\"\"}",
          "123456789012345678901234567890",
          "\"é😀\"",
          "[true,false,null]"
        })
    void isKept(String text) {
      assertThat(Cases.json(text)).hasToString(text);
    }
  }

  @Nested
  class Equality {
    @ParameterizedTest
    @CsvSource({
      "1, 1.0",
      "1, 1e0",
      "1, 10E-1",
      "100, 1e2",
      "0, -0.0",
      "0, 0e99999999999999999999999",
      "-1.50, -15e-1",
      "1e999999999, 10e999999998",
      "1e1000000000000000000000, 0.1e1000000000000000000001",
      "1e-1000000000000000000, 10e-1000000000000000001",
      "1e0001, 10",
      "1E+2, 100",
      "1e999999999999999999, 0.1e1000000000000000000",
      "1e99999999999999999999, 0.1e100000000000000000000"
    })
    void ofNumbersIsByValue(String one, String other) {
      assertThat(Cases.json(one)).isEqualTo(Cases.json(other)).hasSameHashCodeAs(Cases.json(other));
    }

    @ParameterizedTest
    @CsvSource({
      "9007199254740992, 9007199254740993",
      "1e400, 1e401",
      "1, -1",
      "0.1, 0.10000000000000000001",
      "1e1000000000000000000000, 1e-1000000000000000000000",
      "10, 1"
    })
    void ofNumbersIsExact(String one, String other) {
      assertThat(Cases.json(one)).isNotEqualTo(Cases.json(other));
    }

    @Test
    void ofObjectsIsWithoutOrderAndOfArraysWithIt() {
      assertThat(Cases.json("{\"a\":1,\"b\":[1,2]}"))
          .isEqualTo(Cases.json("{\"b\":[1.0,2],\"a\":1}"))
          .hasSameHashCodeAs(Cases.json("{\"b\":[1.0,2],\"a\":1}"))
          .isNotEqualTo(Cases.json("{\"a\":1,\"b\":[2,1]}"))
          .isNotEqualTo(Cases.json("{\"a\":1,\"c\":[1,2]}"));
    }

    @Test
    void ofTypesIsStrict() {
      assertThat(Cases.json("[0,\"\",false,null,{}]"))
          .isNotEqualTo(Cases.json("[\"\",0,null,false,[]]"));
      assertThat(Cases.json("\"1\"")).isNotEqualTo(Cases.json("1"));
    }
  }

  @Nested
  class Refused {
    @Test
    void isWhatIsNotUtf8WithThePlaceInTheDocument() {
      byte[] text = "{\"a\":[0,\"?\"]}".getBytes(StandardCharsets.UTF_8);
      text[9] = (byte) 0xff;
      assertThat(Json.check(text).orElseThrow().pointer()).isEqualTo(pointer("/a/1"));
    }

    @Test
    void isAMemberNamedTwiceAfterUnescaping() {
      JsonFault fault = fault("{\"x\":\n  {\"a\":1,\"\\u0061\":2}}");
      assertThat(fault).isEqualTo(new JsonFault(2, 10, pointer("/x/a"), fault.why()));
      assertThat(fault.why()).contains("\"a\"").contains("twice");
    }

    @Test
    void isAMemberNamedTwiceAmongMany() {
      StringBuilder text = new StringBuilder("{");
      for (int i = 0; i < 100; i++) {
        text.append("\"n").append(i).append("\":0,");
      }
      assertThat(fault(text + "\"n3\":1}").pointer()).isEqualTo(pointer("/n3"));
      accepted(text + "\"n100\":1}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83dx\"", "{\"\\udead\":1}"})
    void isALoneSurrogate(String text) {
      assertThat(fault(text).why()).contains("surrogate");
    }

    @Test
    void isInvalidUtf8WithTheByteAtFault() {
      assertThat(fault(new byte[] {'[', '\n', '"', (byte) 0xc0, (byte) 0xaf, '"', ']'}))
          .isEqualTo(new JsonFault(2, 2, pointer("/0"), "the text is not valid UTF-8"));
    }

    @Test
    void isAByteOrderMark() {
      assertThat(fault("\ufeff{}").why()).contains("byte order mark");
    }

    @Test
    void isNestingOver200() {
      accepted("[".repeat(200) + "]".repeat(200));
      accepted("{\"a\":".repeat(200) + "1" + "}".repeat(200));
      assertThat(fault("[".repeat(201) + "]".repeat(201)).column()).isEqualTo(201);
      assertThat(fault("[".repeat(1_000_000)).why()).contains("200");
    }

    @Test
    void isWhatFollowsTheValue() {
      assertThat(fault("{} {}").column()).isEqualTo(4);
      assertThat(fault("").why()).isNotBlank();
    }

    @Test
    void isWhatTheGrammarRefusesWithItsPlace() {
      JsonFault fault = fault("{\"a\":\r\n[1,2,\r\n oops]}");
      assertThat(fault.line()).isEqualTo(3);
      assertThat(fault.pointer()).isEqualTo(pointer("/a/2"));
    }

    @Test
    void isTextInUtf16() {
      fault("[1]".getBytes(StandardCharsets.UTF_16LE));
      fault("[1]".getBytes(StandardCharsets.UTF_16BE));
    }
  }

  private static JsonPointer pointer(String text) {
    return ((JsonPointer.Parsed.Valid) JsonPointer.parse(text)).pointer();
  }
}
