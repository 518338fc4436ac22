package dev.etagere.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Every page breaks no rule of accessibility at any size, light or dark. */
@Tag("long")
final class EveryPageAtEverySizeTest extends EveryPageTest {

  @Override
  void checkFitting(String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      in(scheme);
      // What the header half covers after scrolling counts as too small to hit.
      tab().page().evaluate("() => scrollTo(0, 0)");
      note(name + ", " + scheme, tab().violations());
    }
  }
}
