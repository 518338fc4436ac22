package dev.etagere.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The JavaScript has the types that its comments say. The compiler of TypeScript is a script and
 * runs in the browser like any other; {@code -Detagere.types=write} lays the declarations that it
 * derives beside the client's modules.
 */
@ExtendWith(Chromium.class)
final class TypesTest {

  private static final String COMPILER = "META-INF/resources/webjars/typescript/";
  private static final Path WEB = Path.of("..").toAbsolutePath().normalize();

  @Test
  void theModulesAreSoundAndTheDeclarationsAreTheirs(Browser browser) throws Exception {
    Map<?, ?> compiled = compile(browser);
    assertThat((List<?>) compiled.get("diagnostics")).isEmpty();
    Map<?, ?> declarations = Objects.requireNonNull((Map<?, ?>) compiled.get("declarations"));
    if ("write".equals(System.getProperty("etagere.types"))) {
      write(declarations);
    }
    assertThat(new TreeMap<>(modules(WEB.resolve("client"), "", ".d.ts")))
        .isEqualTo(new TreeMap<>(declarations));
  }

  private static Map<?, ?> compile(Browser browser) throws IOException {
    Map<String, String> files = new HashMap<>(modules(WEB.resolve("client"), "/client/", ".js"));
    files.putAll(modules(WEB.resolve("console"), "/console/", ".js"));
    try (FileSystem compiler = compiler();
        BrowserContext context = browser.newContext()) {
      Path library = compiler.getPath(COMPILER);
      try (Stream<Path> versions = Files.list(library)) {
        library = versions.findFirst().orElseThrow().resolve("lib");
      }
      files.putAll(modules(library, "/lib/", ".d.ts"));
      Page page = context.newPage();
      page.addScriptTag(
          new Page.AddScriptTagOptions()
              .setContent(Files.readString(library.resolve("typescript.js"))));
      List<String> roots = List.of("/client/index.js", "/console/main.js");
      return (Map<?, ?>)
          page.evaluate(
              resource("compile.js"),
              Map.of("files", files, "roots", roots, "ambient", resource("ambient.d.ts")));
    }
  }

  private static FileSystem compiler() throws IOException {
    String url = TypesTest.class.getClassLoader().getResource(COMPILER).toString();
    return FileSystems.newFileSystem(Path.of(url.replaceAll("^jar:file:|!.*$", "")));
  }

  private static Map<String, String> modules(Path folder, String prefix, String end)
      throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(end)).toList()) {
        texts.put(prefix + folder.relativize(file), Files.readString(file));
      }
    }
    return texts;
  }

  private static void write(Map<?, ?> declarations) throws IOException {
    for (Map.Entry<?, ?> entry : declarations.entrySet()) {
      Files.writeString(
          WEB.resolve("client").resolve((String) entry.getKey()), (String) entry.getValue());
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TypesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
