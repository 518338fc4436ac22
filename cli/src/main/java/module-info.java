/** The one executable. */
module dev.etagere.cli {
  requires dev.etagere.server;
  requires dev.etagere.storage;
  requires info.picocli;

  uses dev.etagere.storage.StoreProvider;

  opens dev.etagere.cli to
      info.picocli;
}
