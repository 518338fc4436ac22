package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Stored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code list} and {@code paths}, in the order of UTF-8 bytes. */
abstract class ListContract extends ContractPart {

  /** U+FFFD is before U+1D11E in UTF-8, and behind its surrogates in UTF-16. */
  private static final List<String> ORDERED =
      List.of(
          "/n/",
          "/n/!",
          "/n/A",
          "/n/a",
          "/n/a/b",
          "/n/aa",
          "/n/z",
          "/n/é",
          "/n/\uE000",
          "/n/\uFFFD",
          "/n/𝄞");

  private void create(List<String> paths) {
    Attempt attempt = new Attempt();
    List<String> reversed = new ArrayList<>(paths);
    java.util.Collections.reverse(reversed);
    reversed.forEach(path -> attempt.write(path, 1, path));
    committed(attempt);
  }

  @Test
  void membersAreInTheOrderOfUtf8Bytes() {
    create(ORDERED);
    assertThat(names(store().list("/n/", "", 100))).isEqualTo(ORDERED);
    assertThat(store().paths("", 100)).extracting(ResourcePath::value).isEqualTo(ORDERED);
  }

  @Test
  void aListHasTheMembersOfItsPrefixAlone() {
    create(List.of("/m/x", "/n", "/n/a", "/n0", "/o/a"));
    assertThat(names(store().list("/n/", "", 100))).containsExactly("/n/a");
    assertThat(names(store().list("/", "", 100))).hasSize(5);
    assertThat(store().list("/none/", "", 100)).isEmpty();
  }

  @Test
  void aListIsReadOnFromAnyPathThatNeedNotExist() {
    create(ORDERED);
    assertThat(names(store().list("/n/", "/n/aa", 2))).containsExactly("/n/aa", "/n/z");
    assertThat(names(store().list("/n/", "/n/ab", 2))).containsExactly("/n/z", "/n/é");
    assertThat(names(store().list("/n/", "/n/\uFFFD", 9))).containsExactly("/n/\uFFFD", "/n/𝄞");
    assertThat(names(store().list("/n/", "/a", 1))).containsExactly("/n/");
    assertThat(store().list("/n/", "/o", 9)).isEmpty();
    assertThat(store().paths("/n/\uFFFD", 9)).hasSize(2);
  }

  @Test
  void aLimitCountsMembersNotTombstones() {
    create(List.of("/n/a", "/n/b", "/n/c", "/n/d"));
    committed(new Attempt().delete("/n/a", 2).delete("/n/c", 2));
    assertThat(names(store().list("/n/", "", 2))).containsExactly("/n/b", "/n/d");
    assertThat(store().paths("", 2)).containsExactly(path("/n/a"), path("/n/b"));
  }

  @Test
  void eachMemberComesWithItsNewestVersionAndContent() {
    chain("/n/a", 3);
    List<Stored> members = store().list("/n/", "", 1);
    assertThat(members).containsExactly(present("/n/a"));
    assertThat(members.get(0).content()).isEqualTo(Attempt.text("v3"));
  }
}
