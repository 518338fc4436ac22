package dev.etagere.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests a {@link Browser}: the Chromium of this machine, started once for all of them. Where
 * there is none the tests are skipped; with {@code CI} set they fail.
 */
final class Chromium implements ParameterResolver {

  private static final Namespace SHARED = Namespace.create(Chromium.class);

  /**
   * How long anything is waited for, in milliseconds: what a test waits for comes, and a busy
   * machine may take its time.
   */
  static final int PATIENCE = 60_000;

  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SHARED)
        .computeIfAbsent("browser", key -> new Running(program()), Running.class)
        .browser;
  }

  private static Path program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> onPath(name).stream())
        .findFirst()
        .orElseThrow(Chromium::missing);
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static RuntimeException missing() {
    String line = "The browser's tests need Chromium (Debian: apt-get install chromium)";
    return System.getenv("CI") == null
        ? new TestAbortedException(line)
        : new IllegalStateException(line);
  }

  /** Playwright and its browser, closed with the last test. */
  private static final class Running implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    Running(Path program) {
      playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program)
                      .setArgs(ARGUMENTS)
                      .setTimeout(2 * PATIENCE));
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}
