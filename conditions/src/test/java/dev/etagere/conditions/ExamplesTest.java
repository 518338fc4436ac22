package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc, run. */
class ExamplesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void deciding() {
    Map<String, List<String>> headers = Map.of("If-Match", List.of("\"1.a\""));
    Instant modified = NOW.minusSeconds(60);
    // @start region="decide"
    Preconditions sent =
        Preconditions.of(name -> headers.getOrDefault(name, List.of()), Instant.now());
    Validators current =
        new Validators(Optional.of(EntityTag.strong("2.b")), Optional.of(modified), false);
    Decision decision =
        Decision.onWrite(sent, new Representation.Some(current), Requirement.VERSION);
    int status;
    if (decision instanceof Decision.PreconditionFailed) {
      status = 412;
    } else if (decision instanceof Decision.PreconditionRequired) {
      status = 428;
    } else {
      status = 204; // nothing speaks against it
    }
    // @end
    assertThat(status).isEqualTo(412);
  }

  @Test
  void tags() {
    // @start region="tag"
    EntityTag strong = EntityTag.strong("7.k3v09xq7m2ahe");
    Parsed<EntityTag> sent = EntityTag.parse("W/\"7.k3v09xq7m2ahe\"");
    boolean same =
        sent instanceof Parsed.Valid<EntityTag> tag && strong.matchesStrongly(tag.value());
    // @end
    assertThat(same).isFalse();
    assertThat(strong).hasToString("\"7.k3v09xq7m2ahe\"");
  }

  @Test
  void lists() {
    String answer = "";
    // @start region="list"
    Parsed<TagList> list = TagList.parse(List.of("\"1.a\", \"2.b\""));
    if (list instanceof Parsed.Malformed<TagList> malformed) {
      answer = "400: at " + malformed.position() + ", " + malformed.why();
    } else if (list instanceof Parsed.Valid<TagList> valid) {
      answer = valid.value().matchesStrongly(Optional.of(EntityTag.strong("2.b"))) ? "204" : "412";
    }
    // @end
    assertThat(answer).isEqualTo("204");
  }

  @Test
  void ranges() {
    List<String> lines = List.of("\"2.b\"");
    Validators current =
        new Validators(Optional.of(EntityTag.strong("2.b")), Optional.empty(), false);
    // @start region="range"
    boolean partial = IfRange.parse(lines, Instant.now()).holds(current);
    int status = partial ? 206 : 200;
    // @end
    assertThat(status).isEqualTo(206);
  }

  @Test
  void dates() {
    // @start region="date"
    String field = HttpDate.format(Instant.parse("2026-11-21T12:00:00Z"));
    Optional<Instant> date = HttpDate.parse(field, Instant.now());
    // @end
    assertThat(field).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
    assertThat(date).contains(NOW);
  }
}
