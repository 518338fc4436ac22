/** What a store of versioned resources promises. It speaks versions and knows no HTTP. */
module dev.etagere.storage {
  exports dev.etagere.storage;
}
