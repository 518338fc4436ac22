package dev.etagere.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.resources.RangesTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each parser in a process of its own under Jazzer, which looks for inputs that reach new branches.
 * An input that fails is printed, in Base64, and belongs into the corpus of its target then: {@code
 * src/test/fuzz/<target>}.
 */
@DisplayName("Parsers under a fuzzer that follows their branches")
class ParsersFuzzTest {

  private static final Path CORPUS = Path.of("src", "test", "fuzz");

  /** What the parsers and the fuzzer use: it looks through every class that it is given. */
  private static final Pattern USED = Pattern.compile("etagere|jazzer|jackson|jspecify|slf4j");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {
        TagsTarget.class,
        DatesTarget.class,
        RangesTarget.class,
        PreferTarget.class,
        JsonTarget.class,
        PatchesTarget.class
      })
  @DisplayName("never fail, and keep what they promise")
  void shortly(Class<?> target) throws Exception {
    fuzz(target, 5_000, 20);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      classes = {
        TagsTarget.class,
        DatesTarget.class,
        RangesTarget.class,
        PreferTarget.class,
        JsonTarget.class,
        PatchesTarget.class
      })
  @DisplayName("for two minutes each")
  void forLong(Class<?> target) throws Exception {
    fuzz(target, -1, 120);
  }

  private void fuzz(Class<?> target, int runs, int seconds)
      throws IOException, InterruptedException {
    // libFuzzer takes 0 for a seed of its own
    long seed = Math.floorMod(Long.getLong("etagere.seed", System.nanoTime()), 1L << 31) + 1;
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(target, seed, "-runs=" + runs, "-max_total_time=" + seconds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = process.waitFor();
    String output = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(status).as("seed %d%n%s", seed, output).isZero();
    System.out.println(
        target.getSimpleName() + ": " + output.stripTrailing().lines().toList().getLast());
  }

  /**
   * @param runs how many inputs at most, or -1
   * @param time how long at most
   */
  private List<String> command(Class<?> target, long seed, String runs, String time)
      throws IOException {
    String name = target.getSimpleName().replace("Target", "").toLowerCase(Locale.ROOT);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:TieredStopAtLevel=" + (runs.equals("-runs=-1") ? 4 : 1), // brief ones live for seconds
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath(),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.getName(),
        "--instrumentation_includes=dev.etagere.**",
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + File.separator,
        "-seed=" + seed,
        "-max_len=2000",
        runs,
        time,
        Files.createDirectory(folder.resolve("found")).toString(),
        CORPUS.resolve(name).toAbsolutePath().toString());
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> Files.isDirectory(Path.of(entry)) || isUsed(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isUsed(Path archive) {
    return USED.matcher(archive.getFileName().toString()).find();
  }
}
