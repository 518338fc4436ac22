package dev.etagere.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inventory of what is shipped")
class InventoryTest {

  private static final Path SHIPPED = Path.of("..", "cli", "target", "etagere");
  private static final Pattern COMPONENT =
      Pattern.compile("\"pkg:maven/[^/\"]+/([^@\"]+)@([^?\"]+)[^\"]*\"");

  /** Maven makes none where it is told to stay offline. */
  @Test
  @DisplayName("names every library in the folder that is shipped")
  void complete() throws IOException {
    Path inventory = SHIPPED.resolve("bom.json");
    assumeTrue(Files.exists(inventory), "skipped: the inventory is not made offline");
    Set<String> named =
        COMPONENT
            .matcher(Files.readString(inventory))
            .results()
            .map(component -> component.group(1) + "-" + component.group(2) + ".jar")
            .collect(Collectors.toSet());
    try (Stream<Path> shipped = Files.list(SHIPPED.resolve("lib"))) {
      assertThat(named)
          .hasSizeGreaterThan(20)
          .containsAll(shipped.map(file -> file.getFileName().toString()).toList());
    }
  }
}
