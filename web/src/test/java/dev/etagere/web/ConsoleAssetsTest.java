package dev.etagere.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class ConsoleAssetsTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final ConsoleAssets assets = new ConsoleAssets();

  @Test
  void theEmptyPathIsThePage() {
    Asset page = assets.find("").orElseThrow();
    assertThat(page.mediaType()).isEqualTo("text/html; charset=utf-8");
    assertThat(page.immutable()).isFalse();
  }

  @Test
  void allThatThePageNamesIsThereAndImmutable() {
    assertThat(references()).hasSize(3);
    assertThat(references())
        .allSatisfy(path -> assertThat(assets.find(path).orElseThrow().immutable()).isTrue());
  }

  @Test
  void theCompressedFormHoldsTheSameBytes() throws IOException {
    Asset page = assets.find("").orElseThrow();
    byte[] compressed = array(page.gzipped().orElseThrow());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(gzip.readAllBytes()).isEqualTo(array(page.content()));
    }
  }

  @Test
  void withoutTheEditorTheConsoleIsUnderSixtyKilobytes() {
    int bytes =
        text("assets.list")
            .lines()
            .filter(path -> !path.contains("code-editor"))
            .map(path -> assets.find(path).orElseThrow())
            .mapToInt(asset -> asset.gzipped().orElse(asset.content()).remaining())
            .sum();
    assertThat(bytes).isBetween(1, 60_000);
  }

  @Test
  void nothingElseIsFound() {
    assertThat(assets.find("assets.list")).isEmpty();
    assertThat(assets.find("../ConsoleAssets.class")).isEmpty();
    assertThat(assets.find("assets/")).isEmpty();
  }

  private static String text(String path) {
    try (InputStream in = ConsoleAssets.class.getResourceAsStream("console/" + path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> references() {
    String page =
        new String(array(assets.find("").orElseThrow().content()), StandardCharsets.UTF_8);
    return REFERENCE.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
