package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Content;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is read from an open engine. */
final class Reading {

  private Reading() {}

  static Selected current(Engine engine, ResourcePath path) {
    Optional<Version> newest = newestVersion(engine, path);
    while (newest.isPresent()) {
      Optional<Selected> selected = selected(engine, newest.get());
      if (selected.isPresent()) {
        return selected.get();
      }
      newest = replaced(engine, newest.get());
    }
    return new Selected.Absent();
  }

  /** A newest version that is not kept was replaced and pruned since it was read, or is lost. */
  private static Optional<Version> replaced(Engine engine, Version missing) {
    Optional<Version> newest = newestVersion(engine, missing.path());
    if (newest.equals(Optional.of(missing))) {
      throw new StoreException(
          StoreException.Trouble.CORRUPT,
          "the newest version of %s, %d, is not kept".formatted(missing.path(), missing.number()));
    }
    return newest;
  }

  private static Optional<Selected> selected(Engine engine, Version newest) {
    return newest.isDeletion()
        ? Optional.of(new Selected.Deleted(newest))
        : version(engine, newest.path(), newest.number()).map(Selected.Present::new);
  }

  static Optional<Rows.Current> currentRow(Engine engine, ResourcePath path) {
    return engine.row(Family.CURRENT, Keys.of(path)).map(Rows::current);
  }

  static Optional<Version> newestVersion(Engine engine, ResourcePath path) {
    return currentRow(engine, path).map(Rows.Current::version);
  }

  /** The number of the newest version, 0 for none. */
  static long newest(Engine engine, ResourcePath path) {
    return newestVersion(engine, path).map(Version::number).orElse(0L);
  }

  static Optional<Stored> version(Engine engine, ResourcePath path, long number) {
    return engine.row(Family.VERSIONS, Keys.of(path, number)).map(Rows::stored);
  }

  static List<Version> history(Engine engine, ResourcePath path, long below, int limit) {
    List<Version> history = new ArrayList<>();
    byte[] first = Keys.of(path, 0);
    try (Engine.Walk walk = engine.walk(Family.VERSIONS).backFrom(Keys.of(path, below - 1))) {
      for (;
          walk.onRow() && history.size() < limit && Arrays.compareUnsigned(walk.key(), first) > 0;
          walk.back()) {
        history.add(Rows.version(walk.value())); // a stored row begins with its version
      }
    }
    return history;
  }

  static List<Stored> list(Engine engine, String prefix, String from, int limit) {
    List<Stored> members = new ArrayList<>();
    byte[] under = Keys.of(prefix);
    byte[] start = Keys.of(from);
    try (Engine.Walk walk =
        engine
            .walk(Family.CURRENT)
            .from(Arrays.compareUnsigned(start, under) > 0 ? start : under)) {
      for (;
          walk.onRow() && members.size() < limit && Keys.startsWith(walk.key(), under);
          walk.next()) {
        if (current(engine, Rows.current(walk.value()).version().path())
            instanceof Selected.Present present) {
          members.add(present.current());
        }
      }
    }
    return members;
  }

  static List<ResourcePath> paths(Engine engine, String from, int limit) {
    List<ResourcePath> paths = new ArrayList<>();
    try (Engine.Walk walk = engine.walk(Family.CURRENT).from(Keys.of(from))) {
      for (; walk.onRow() && paths.size() < limit; walk.next()) {
        paths.add(Keys.path(walk.key()));
      }
    }
    return paths;
  }

  static List<Change> changes(Engine engine, long after, int limit) {
    List<Change> changes = new ArrayList<>();
    try (Engine.Walk walk = engine.walk(Family.FEED).from(Keys.of(after + 1))) {
      for (; walk.onRow() && changes.size() < limit; walk.next()) {
        changes.add(new Change(Keys.number(walk.key()), Rows.version(walk.value())));
      }
    }
    return changes;
  }

  static Set<Claim> claims(Engine engine, ResourcePath path) {
    return currentRow(engine, path).map(Rows.Current::claims).orElse(Set.of());
  }

  static List<Holding> holdings(Engine engine, String from, int limit) {
    List<Holding> holdings = new ArrayList<>();
    try (Engine.Walk walk = engine.walk(Family.CLAIMS).from(Keys.of(from))) {
      for (; walk.onRow() && holdings.size() < limit; walk.next()) {
        holdings.add(new Holding(new Claim(Keys.text(walk.key())), Keys.path(walk.value())));
      }
    }
    return holdings;
  }

  static long newestSequence(Engine engine) {
    try (Engine.Walk walk = engine.walk(Family.FEED).fromLast()) {
      return walk.onRow() ? Keys.number(walk.key()) : 0;
    }
  }

  static List<Receipt> receipts(Engine engine, String from, int limit) {
    List<Receipt> receipts = new ArrayList<>();
    try (Engine.Walk walk = engine.walk(Family.RECEIPTS).from(Keys.of(from))) {
      for (; walk.onRow() && receipts.size() < limit; walk.next()) {
        receipts.add(Rows.receipt(walk.value()));
      }
    }
    return receipts;
  }

  static Optional<List<Version>> landed(Engine engine, String operation) {
    return engine
        .row(Family.OPERATIONS, Keys.of(operation))
        .map(Rows::landed)
        .map(landed ->
            changes(engine, landed.first() - 1, landed.count()).stream()
                .map(Change::version)
                .toList());
  }

  /** Whether a version refers to a staged file. */
  static boolean isReferred(Engine engine, String staged) {
    byte[] references = Keys.references(staged);
    try (Engine.Walk walk = engine.walk(Family.STAGED).from(references)) {
      return walk.onRow() && Keys.startsWith(walk.key(), references);
    }
  }

  /** The staged files that versions refer to. */
  static Set<String> referred(Engine engine) {
    Set<String> names = new HashSet<>();
    try (Engine.Walk walk = engine.walk(Family.STAGED).from(new byte[0])) {
      for (; walk.onRow(); walk.next()) {
        names.add(Keys.stagedName(walk.key()));
      }
    }
    return names;
  }

  /** The name of the staged file that a version refers to. */
  static Optional<String> staged(Stored stored) {
    return staged(stored.content());
  }

  /** The name of the staged file that the content is in. */
  static Optional<String> staged(Content content) {
    return content instanceof Content.Staged staged ? Optional.of(staged.name()) : Optional.empty();
  }
}
