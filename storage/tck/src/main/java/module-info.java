/** What every store must pass, and what tests put between themselves and a store. */
module dev.etagere.storage.tck {
  requires transitive dev.etagere.storage;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;

  exports dev.etagere.storage.tck;

  opens dev.etagere.storage.tck;
}
