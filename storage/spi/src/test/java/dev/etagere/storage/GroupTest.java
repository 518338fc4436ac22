package dev.etagere.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The commits of a group see those that were accepted before them. */
class GroupTest {

  /** Nothing is durable yet. */
  private static final class Empty implements Ledger {

    @Override
    public long newest(ResourcePath path) {
      return 0;
    }

    @Override
    public Selected current(ResourcePath path) {
      return new Selected.Absent();
    }

    @Override
    public Set<Claim> claims(ResourcePath path) {
      return Set.of();
    }

    @Override
    public Optional<ResourcePath> holder(Claim claim) {
      return Optional.empty();
    }

    @Override
    public Optional<Receipt> receipt(String key) {
      return Optional.empty();
    }
  }

  private final Group group = new Group(new Empty(), 40);
  private int operations;

  private Stored stored(String path, long number, Version.Kind kind) {
    Version.Origin origin = new Version.Origin("ada", "request", "operation-" + operations);
    return new Stored(
        new Version(
            new ResourcePath(path), number, "token", Instant.EPOCH, false, kind, "", 0, origin),
        Content.NONE);
  }

  private Commit commit(String path, long number, String... claims) {
    return commit(stored(path, number, Version.Kind.WRITTEN), Optional.empty(), claims);
  }

  private Commit commit(Stored stored, Optional<Receipt> receipt, String... claims) {
    long replaced = stored.version().number() - 1;
    Expected expected = replaced == 0 ? new Expected.NoVersion() : new Expected.Exactly(replaced);
    Set<Claim> claimed =
        Set.of(claims).stream().map(Claim::new).collect(java.util.stream.Collectors.toSet());
    Write write = new Write(expected, stored, claimed);
    return new Commit("operation-" + operations++, List.of(write), List.of(), List.of(), receipt);
  }

  @Test
  void ofTwoWhoCreateTheSameTheFirstWinsAndTheSecondIsToldOfIt() {
    Commit first = commit("/a", 1);
    assertThat(group.add(first)).isEqualTo(new Outcome.Committed(41));
    assertThat(group.add(commit("/a", 1)))
        .isEqualTo(
            new Outcome.Conflict(
                new ResourcePath("/a"), Selected.of(first.writes().get(0).stored())));
    assertThat(group.accepted()).containsExactly(first);
  }

  @Test
  void aChainMayGrowWithinAGroup() {
    assertThat(group.add(commit("/a", 1))).isEqualTo(new Outcome.Committed(41));
    assertThat(group.add(commit("/a", 2))).isEqualTo(new Outcome.Committed(42));
    assertThat(group.sequence()).isEqualTo(42);
  }

  @Test
  void aClaimOfTheGroupIsTakenAndFreeAgainAfterADeletionInTheGroup() {
    group.add(commit("/a", 1, "k"));
    assertThat(group.add(commit("/b", 1, "k"))).isInstanceOf(Outcome.Taken.class);
    group.add(commit(stored("/a", 2, Version.Kind.DELETED), Optional.empty()));
    assertThat(group.add(commit("/b", 1, "k"))).isEqualTo(new Outcome.Committed(43));
    assertThat(group.holders()).containsEntry(new Claim("k"), Optional.of(new ResourcePath("/b")));
  }

  @Test
  void aReceiptOfTheGroupIsADuplicate() {
    Receipt receipt = new Receipt("k", "f", "o", Instant.EPOCH);
    group.add(commit(stored("/a", 1, Version.Kind.WRITTEN), Optional.of(receipt)));
    assertThat(group.add(commit(stored("/b", 1, Version.Kind.WRITTEN), Optional.of(receipt))))
        .isEqualTo(new Outcome.Duplicate(receipt));
  }
}
