package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Laws of the parsers, on random texts; {@code -Detagere.seed=…} repeats a run. */
class ParserLawsTest {

  private static final int ROUNDS = 50_000;
  private static final String TAG_ALPHABET = "W/w\"\"\"a,,* \t;\\\u00E9\u0100\u007F\n";
  private static final String DATE_ALPHABET = "0123456789 ,:-GMTSunové\u0661";

  private final long seed = Long.getLong("etagere.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void tellSeed() {
    System.out.println("etagere.seed=" + seed);
  }

  @Test
  @DisplayName(
      "No text makes a parser of tags throw, and a position lies within the text or at its end")
  void anyText() {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> lines =
          Stream.generate(() -> text(TAG_ALPHABET)).limit(random.nextInt(3)).toList();
      String joined = String.join(", ", lines);
      if (TagList.parse(lines) instanceof Parsed.Malformed<TagList> malformed) {
        assertThat(malformed.position()).as(joined).isBetween(0, joined.length());
      }
      if (EntityTag.parse(joined) instanceof Parsed.Malformed<EntityTag> malformed) {
        assertThat(malformed.position()).as(joined).isBetween(0, joined.length());
      }
    }
  }

  @Test
  @DisplayName("What is valid before the position stays valid: the fault is the first")
  void firstFault() {
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(TAG_ALPHABET);
      if (EntityTag.parse(text) instanceof Parsed.Malformed<EntityTag> malformed) {
        String before = text.substring(0, malformed.position());
        assertThat(Stream.of("", "\"", "\"\"", "/\"\"").map(rest -> EntityTag.parse(before + rest)))
            .as(text)
            .hasAtLeastOneElementOfType(Parsed.Valid.class);
      }
    }
  }

  @Test
  @DisplayName("A tag that is written is read as the same tag")
  void tagRoundTrip() {
    for (int round = 0; round < ROUNDS; round++) {
      EntityTag tag = tag();
      assertThat(EntityTag.parse(tag.toString())).isEqualTo(new Parsed.Valid<>(tag));
    }
  }

  @Test
  @DisplayName("A list is read alike on one line or several, with empty elements or without")
  void listRoundTrip() {
    for (int round = 0; round < ROUNDS / 10; round++) {
      List<EntityTag> tags = Stream.generate(this::tag).limit(1 + random.nextInt(9)).toList();
      Parsed<TagList> expected = new Parsed.Valid<>(new TagList.OneOf(tags));
      String line = tags.stream().map(EntityTag::toString).collect(Collectors.joining(separator()));
      assertThat(TagList.parse(List.of(line))).isEqualTo(expected);
      assertThat(TagList.parse(tags.stream().map(EntityTag::toString).toList()))
          .isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("No text makes the parser of dates throw")
  void anyDate() {
    for (int round = 0; round < ROUNDS; round++) {
      String text =
          random.nextBoolean() ? text(DATE_ALPHABET) : disturbed(written(instant(), form()));
      HttpDate.parse(text, TestRequest.NOW)
          .ifPresent(at ->
              assertThat(at)
                  .as(text)
                  .isBetween(
                      Instant.parse("0000-01-01T00:00:00Z"),
                      Instant.parse("+10000-01-01T00:00:00Z")));
    }
  }

  @Test
  @DisplayName("A date is written as the JDK writes it, and read as the same second")
  void dateRoundTrip() {
    for (int round = 0; round < ROUNDS; round++) {
      Instant instant = instant();
      String text = HttpDate.format(instant);
      assertThat(text).isEqualTo(written(instant, "EEE, dd MMM yyyy HH:mm:ss 'GMT'"));
      assertThat(HttpDate.parse(text, TestRequest.NOW)).contains(instant);
      assertThat(HttpDate.parse(written(instant, "EEE MMM ppd HH:mm:ss yyyy"), TestRequest.NOW))
          .contains(instant);
    }
  }

  @Test
  @DisplayName("An RFC 850 date within 50 years is read as the same second")
  void rfc850RoundTrip() {
    Instant first = Instant.parse("1976-11-21T05:00:01Z");
    Instant last = Instant.parse("2076-11-21T05:00:00Z");
    for (int round = 0; round < ROUNDS; round++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(first.getEpochSecond(), last.getEpochSecond() + 1));
      assertThat(
              HttpDate.parse(written(instant, "EEEE, dd-MMM-yy HH:mm:ss 'GMT'"), TestRequest.NOW))
          .contains(instant);
    }
  }

  private String text(String alphabet) {
    return IntStream.range(0, random.nextInt(12))
        .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
        .collect(Collectors.joining());
  }

  private EntityTag tag() {
    String opaque =
        random
            .ints(random.nextInt(6), 0x21, 0x100)
            .filter(c -> c != '"' && c != 0x7F)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return new EntityTag(random.nextBoolean(), opaque);
  }

  private String separator() {
    return List.of(",", ", ", " ,\t", ",,", ", , ,").get(random.nextInt(5));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L));
  }

  private String form() {
    return List.of(
            "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
            "EEE MMM ppd HH:mm:ss yyyy",
            "EEEE, dd-MMM-yy HH:mm:ss 'GMT'")
        .get(random.nextInt(3));
  }

  private static String written(Instant instant, String form) {
    return DateTimeFormatter.ofPattern(form, Locale.US).format(instant.atOffset(ZoneOffset.UTC));
  }

  private String disturbed(String text) {
    int at = random.nextInt(text.length());
    char c = DATE_ALPHABET.charAt(random.nextInt(DATE_ALPHABET.length()));
    return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
  }
}
