import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules as a few minified files, those that are asked for late in files of their own. */
final class Bundled {

  private Bundled() {}

  static Entries assets(Path bundler, Packages packages, Path source, Path console)
      throws IOException, InterruptedException {
    var assets = console.resolve("assets");
    var command =
        List.of(
            bundler.toString(),
            source.resolve("main.js").toString(),
            source.resolve("main.css").toString(),
            source.resolve("icon.svg").toString(),
            "--bundle",
            "--minify",
            "--format=esm",
            "--splitting",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=none",
            "--loader:.svg=copy",
            "--entry-names=[name]-[hash]",
            "--chunk-names=[name]-[hash]",
            "--log-level=warning",
            "--outdir=" + assets);
    var process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO();
    process.environment().put("NODE_PATH", packages.folder().toString());
    if (process.start().waitFor() != 0) {
      throw new IOException("the bundler refused the console's modules; what it says stands above");
    }
    return new Entries(
        named(assets, "main-", ".js"),
        named(assets, "main-", ".css"),
        named(assets, "icon-", ".svg"));
  }

  private static String named(Path assets, String start, String end) throws IOException {
    try (Stream<Path> files = Files.list(assets)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start) && name.endsWith(end))
          .map(name -> "assets/" + name)
          .findFirst()
          .orElseThrow(() -> new IOException("no " + start + "…" + end + " among the assets"));
    }
  }
}
