package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Adopting;
import dev.etagere.storage.Adoption;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;

/** The rows of what another store held. */
final class Adopted {

  private Adopted() {}

  /**
   * Adds the rows of an adoption.
   *
   * @return how many versions
   */
  static int put(Engine open, Engine.Rowset rows, Adoption adoption) {
    long sequence = Reading.newestSequence(open);
    Adopting.requireSame(adoption, sequence, Format.secret(open));
    Adopting adopting =
        new Adopting(
            adoption,
            sequence,
            path -> Reading.newest(open, path),
            operation ->
                open.row(Family.OPERATIONS, Keys.of(operation)).map(Rows::landed).map(Adopted::of));
    rows.put(Family.META, Format.SECRET, adoption.secret());
    adoption.entries().forEach(entry -> put(rows, entry));
    putWhatFollows(rows, adopting);
    adoption.receipts().forEach(receipt -> put(open, rows, receipt));
    return adoption.entries().size();
  }

  private static Adopting.Landed of(Rows.Landed landed) {
    return new Adopting.Landed(landed.first(), landed.count());
  }

  private static void put(Engine.Rowset rows, Adoption.Entry entry) {
    Version version = entry.change().version();
    rows.put(Family.FEED, Keys.of(entry.change().sequence()), Rows.version(version));
    entry
        .content()
        .map(content -> new Stored(version, content))
        .ifPresent(stored -> {
          rows.put(Family.VERSIONS, Keys.of(version.path(), version.number()), Rows.stored(stored));
          Committer.putStaged(rows, stored);
        });
  }

  private static void putWhatFollows(Engine.Rowset rows, Adopting adopting) {
    adopting
        .newest()
        .forEach((path, entry) ->
            rows.put(
                Family.CURRENT,
                Keys.of(path),
                Rows.current(new Rows.Current(entry.change().version(), entry.claims()))));
    adopting
        .holders()
        .forEach((claim, path) -> rows.put(Family.CLAIMS, Keys.of(claim.key()), Keys.of(path)));
    adopting
        .operations()
        .forEach((operation, landed) ->
            rows.put(
                Family.OPERATIONS,
                Keys.of(operation),
                Rows.landed(new Rows.Landed(landed.first(), landed.count()))));
  }

  /** The receipt that it replaces may expire at another time. */
  private static void put(Engine open, Engine.Rowset rows, Receipt receipt) {
    open.row(Family.RECEIPTS, Keys.of(receipt.key()))
        .map(Rows::receipt)
        .ifPresent(replaced ->
            rows.delete(
                Family.EXPIRIES, Keys.of(replaced.expires().toEpochMilli(), replaced.key())));
    Committer.put(rows, receipt);
  }
}
