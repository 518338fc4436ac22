module dev.etagere.merge {
  exports dev.etagere.merge;
}
