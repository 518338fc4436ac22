package dev.etagere.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7240 Prefer")
class PreferencesTest {

  private static Preferences of(String... lines) {
    return Preferences.of(name -> name.equalsIgnoreCase("Prefer") ? List.of(lines) : List.of());
  }

  @Test
  @DisplayName("preferences stand in one line or in several, names in whatever case")
  void lines() {
    for (Preferences preferences :
        List.of(
            of("wait=10, Return=minimal,merge"), of("wait=10", " RETURN = minimal ", "merge"))) {
      assertThat(preferences.seconds("wait", 60)).contains(10L);
      assertThat(preferences.states("return", "minimal")).isTrue();
      assertThat(preferences.states("merge")).isTrue();
    }
  }

  @Test
  @DisplayName("values are tokens or quoted strings, in which a comma separates nothing")
  void quoted() {
    Preferences preferences = of("a=\"b, return=minimal; \\\"c\", return=\"representation\"");

    assertThat(preferences.states("a", "b, return=minimal; \"c")).isTrue();
    assertThat(preferences.states("return", "representation")).isTrue();
  }

  @Test
  @DisplayName("of a preference that is stated twice the first counts")
  void first() {
    Preferences preferences = of("return=minimal, return=representation", "return=x");

    assertThat(preferences.states("return", "minimal")).isTrue();
  }

  @Test
  @DisplayName("an empty value is none, and values are compared as they are")
  void values() {
    assertThat(of("merge=\"\"").states("merge")).isTrue();
    assertThat(of("merge=x").states("merge")).isFalse();
    assertThat(of("return=Minimal").states("return", "minimal")).isFalse();
    assertThat(of().states("merge")).isFalse();
  }

  @Test
  @DisplayName("parameters are passed over")
  void parameters() {
    Preferences preferences =
        of("return=minimal; foo=\"some, parameter\";; bar ;baz = 1, wait=5;x");

    assertThat(preferences.states("return", "minimal")).isTrue();
    assertThat(preferences.seconds("wait", 60)).contains(5L);
  }

  @Test
  @DisplayName("what cannot be read is ignored, and what stands beside it is not")
  void malformed() {
    Preferences preferences =
        of(",, =1, return minimal, merge x, wait=, a=\"open, b/c, d;e=, return=minimal", "merge");

    assertThat(preferences.states("return", "minimal")).isTrue();
    assertThat(preferences.states("merge")).isTrue();
    assertThat(preferences.seconds("wait", 60)).isEmpty();
    assertThat(preferences.states("d")).isFalse();
  }

  @Test
  @DisplayName("seconds are digits, and at most the limit")
  void seconds() {
    assertThat(of("wait=0").seconds("wait", 60)).contains(0L);
    assertThat(of("wait=61").seconds("wait", 60)).contains(60L);
    assertThat(of("wait=" + "9".repeat(99)).seconds("wait", 60)).contains(60L);
    assertThat(of("wait=-1").seconds("wait", 60)).isEmpty();
    assertThat(of("wait=1.5").seconds("wait", 60)).isEmpty();
    assertThat(of("wait").seconds("wait", 60)).isEmpty();
  }
}
