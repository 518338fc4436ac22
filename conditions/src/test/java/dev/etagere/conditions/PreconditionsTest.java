package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.conditions.Preconditions.MalformedField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The preconditions of a request as a value. */
class PreconditionsTest {

  @Test
  @DisplayName("A request without preconditions shares one value")
  void none() {
    assertThat(TestRequest.get().with("Range", "bytes=0-4").preconditions())
        .isSameAs(Preconditions.NONE);
  }

  @Test
  @DisplayName("Malformed fields are told with their names and positions")
  void malformed() {
    TestRequest put =
        TestRequest.put()
            .with("If-None-Match", "*")
            .with("If-None-Match", "a")
            .with("If-Match", "");
    assertThat(put.preconditions().malformed())
        .containsExactly(
            new MalformedField("If-Match", 0, "there is no entity tag"),
            new MalformedField("If-None-Match", 0, "an asterisk stands alone"));
  }

  @Test
  @DisplayName("Well-formed fields and invalid dates are not malformed")
  void wellFormed() {
    TestRequest put =
        TestRequest.put().with("If-Match", "\"a\"").with("If-Unmodified-Since", "yesterday");
    assertThat(put.preconditions().malformed()).isEmpty();
    assertThat(Preconditions.NONE.malformed()).isEmpty();
  }
}
