import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules one by one, as they were written: for machines without a bundler. Each is named after
 * a hash of its content, in which the names of what it imports already stand, so a chain of imports
 * is immutable from its first module on.
 */
final class Unbundled {

  /** A comment, in which types are imported that nobody loads, or an import with its specifier. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?s)/\\*.*?\\*/"
              + "|(\\b(?:import|export)\\b[^;'\"()]*?\\bfrom\\s*|\\bimport\\s*\\(\\s*|\\bimport\\s*)"
              + "([\"'])([^\"'\\s]+)\\2");

  private static final Pattern STYLE_IMPORT = Pattern.compile("(?m)^@import \"([^\"]+)\";$");
  private static final List<Pattern> ENTRIES =
      Stream.of("module", "import", "main")
          .map(member -> Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]+)\""))
          .toList();

  private final Packages packages;
  private final Path assets;
  private final Map<Path, String> names = new HashMap<>();
  private final List<Path> open = new ArrayList<>();

  private Unbundled(Packages packages, Path assets) {
    this.packages = packages;
    this.assets = assets;
  }

  static Entries assets(Packages packages, Path source, Path console) throws IOException {
    var modules = new Unbundled(packages, console.resolve("assets"));
    return new Entries(
        "assets/" + modules.module(source.resolve("main.js")),
        "assets/"
            + modules.written(
                "main.css", style(source.resolve("main.css")).getBytes(StandardCharsets.UTF_8)),
        "assets/" + modules.written("icon.svg", Files.readAllBytes(source.resolve("icon.svg"))));
  }

  /** Writes a module after those that it imports; the name that it got. */
  private String module(Path file) throws IOException {
    Path module = file.toRealPath();
    String known = names.get(module);
    if (known != null) {
      return known;
    }
    if (open.contains(module)) {
      throw new IOException("modules that import each other in a circle cannot be hashed: " + open);
    }
    open.add(module);
    String name =
        written(module.getFileName().toString(), linked(module).getBytes(StandardCharsets.UTF_8));
    open.remove(module);
    names.put(module, name);
    return name;
  }

  private String linked(Path module) throws IOException {
    var text = new StringBuilder();
    String source = Files.readString(module);
    Matcher imports = IMPORT.matcher(source);
    int end = 0;
    while (imports.find()) {
      MatchResult found = imports.toMatchResult();
      if (found.group(3) == null) {
        continue;
      }
      text.append(source, end, found.start()).append(found.group(1));
      text.append('"').append("./").append(module(target(module, found.group(3)))).append('"');
      end = found.end();
    }
    return text.append(source.substring(end)).toString();
  }

  private Path target(Path module, String specifier) throws IOException {
    return specifier.startsWith(".") ? module.resolveSibling(specifier) : packaged(specifier);
  }

  /** The file that a bare name means: a file of a package, or the one its package.json names. */
  private Path packaged(String specifier) throws IOException {
    Path file = packages.file(specifier);
    if (Files.isRegularFile(file)) {
      return file;
    }
    String manifest = Files.readString(file.resolve("package.json"));
    return ENTRIES.stream()
        .map(entry -> entry.matcher(manifest))
        .filter(Matcher::find)
        .map(entry -> file.resolve(entry.group(1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no module in the package.json of " + specifier));
  }

  private String written(String name, byte[] bytes) throws IOException {
    String hashed = Folders.hashed(name, bytes);
    Folders.write(assets.resolve(hashed), bytes);
    return hashed;
  }

  private static String style(Path file) throws IOException {
    var text = new StringBuilder();
    String source = Files.readString(file);
    Matcher imports = STYLE_IMPORT.matcher(source);
    int end = 0;
    while (imports.find()) {
      text.append(source, end, imports.start())
          .append(style(file.resolveSibling(imports.group(1))));
      end = imports.end();
    }
    return text.append(source.substring(end)).toString();
  }
}
