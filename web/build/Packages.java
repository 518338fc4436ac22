import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** npm packages, each in a folder of its name: what other tools call node_modules. */
record Packages(Path folder) {

  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");

  /** Unpacks every jar of a class path that holds an npm package. */
  static Packages unpack(String classPath, Path folder) throws IOException {
    Folders.clear(folder);
    var packages = new Packages(folder);
    for (String jar : classPath.split(File.pathSeparator)) {
      if (jar.endsWith(".jar")) {
        packages.unpack(Path.of(jar));
      }
    }
    return packages;
  }

  void add(String name, Path source) throws IOException {
    Folders.copy(source, folder.resolve(name));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The bundler's program for this machine, if its package is here. */
  Optional<Path> bundler() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      var program = files.filter(file -> file.endsWith("bin/esbuild")).findFirst();
      program.ifPresent(file -> file.toFile().setExecutable(true));
      return program;
    }
  }

  private void unpack(Path jar) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(jar)) {
      Path resources = archive.getPath("/META-INF/resources");
      if (!Files.exists(resources)) {
        return;
      }
      for (Path manifest : manifests(resources)) {
        var name = NAME.matcher(Files.readString(manifest));
        if (name.find()) {
          add(name.group(1), manifest.getParent());
          return;
        }
      }
    }
  }

  private static List<Path> manifests(Path resources) throws IOException {
    try (Stream<Path> files = Files.walk(resources)) {
      return files
          .filter(file -> file.endsWith("package.json"))
          .sorted(Comparator.comparingInt(Path::getNameCount))
          .toList();
    }
  }
}
