import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the assets of the console and lays the npm package beside them. Run by the build from
 * source:
 *
 * <pre>java -cp JARS Assemble.java MODULE_FOLDER OUTPUT_FOLDER WORK_FOLDER auto|none</pre>
 *
 * <p>The jars on the class path are npm packages in the form of web jars. With {@code auto} the
 * modules are bundled where a bundler for this machine is among them; otherwise they are served as
 * they are, under hashed names.
 */
final class Assemble {

  private Assemble() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    var module = Path.of(arguments[0]);
    var output = Path.of(arguments[1]);
    var packages = Packages.unpack(System.getProperty("java.class.path"), Path.of(arguments[2]));
    packages.add("@etagere/client", module.resolve("client"));
    var bundler = arguments[3].equals("none") ? Optional.<Path>empty() : packages.bundler();

    var console = output.resolve("console");
    Folders.clear(console);
    var source = module.resolve("console");
    var entries =
        bundler.isPresent()
            ? Bundled.assets(bundler.get(), packages, source, console)
            : Unbundled.assets(packages, source, console);
    Files.writeString(console.resolve("index.html"), page(source, entries));
    Folders.clear(output.resolve("client"));
    Folders.copy(module.resolve("client"), output.resolve("client"));
    finish(console);
  }

  private static String page(Path source, Entries entries) throws IOException {
    return Files.readString(source.resolve("index.html"))
        .replace("{script}", entries.script())
        .replace("{style}", entries.style())
        .replace("{icon}", entries.icon());
  }

  /** Compresses what compresses, and lists what there is. */
  private static void finish(Path console) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(console)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        names.add(console.relativize(file).toString().replace('\\', '/'));
        Folders.compress(file);
      }
    }
    Files.write(console.resolve("assets.list"), names);
  }
}
