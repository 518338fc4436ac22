package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.List;

/** One subject of the contract. */
abstract class ContractPart {

  /** The contract that this is a part of. */
  abstract StoreContract contract();

  final Store store() {
    return contract().store();
  }

  static ResourcePath path(String value) {
    return new ResourcePath(value);
  }

  final Outcome attempt(Attempt attempt) {
    return store().commit(attempt.commit());
  }

  /** Commits what has to succeed. */
  final long committed(Attempt attempt) {
    Outcome outcome = attempt(attempt);
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed) outcome).sequence();
  }

  /** Writes versions 1 to {@code count} of a resource; each has its number for content. */
  final void chain(String path, int count) {
    for (int number = 1; number <= count; number++) {
      committed(new Attempt().write(path, number, "v" + number));
    }
  }

  final Stored present(String path) {
    Selected selected = store().current(path(path));
    assertThat(selected).isInstanceOf(Selected.Present.class);
    return ((Selected.Present) selected).current();
  }

  final long newest(String path) {
    return store().current(path(path)).expected().number();
  }

  static List<String> names(List<Stored> members) {
    return members.stream().map(member -> member.version().path().value()).toList();
  }

  static List<Long> numbers(List<Version> versions) {
    return versions.stream().map(Version::number).toList();
  }
}
