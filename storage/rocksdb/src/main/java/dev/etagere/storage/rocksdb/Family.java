package dev.etagere.storage.rocksdb;

/** The column families: which rows stand where. */
enum Family {
  /** RocksDB's own; {@link Format} keeps the secret in it. */
  META("default"),
  /** Path → newest version, without content, and the claims that the resource holds. */
  CURRENT("current"),
  /** Path, number → version with its content (inline, or the name of a staged file). */
  VERSIONS("versions"),
  /** Sequence → version, without content. */
  FEED("feed"),
  /** Operation → where its versions stand in the feed. */
  OPERATIONS("operations"),
  /** Claim → path of its holder. */
  CLAIMS("claims"),
  /** Key → receipt. */
  RECEIPTS("receipts"),
  /** Expiry in milliseconds, key of the receipt → nothing. */
  EXPIRIES("expiries"),
  /** Name of a staged file, path, number → nothing: which versions refer to the file. */
  STAGED("staged");

  private final String familyName;

  Family(String familyName) {
    this.familyName = familyName;
  }

  String familyName() {
    return familyName;
  }
}
