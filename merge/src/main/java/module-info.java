/** Three-way merge of JSON and text, diffs and patches. Knows no HTTP. */
module dev.etagere.merge {
  requires tools.jackson.core;
  requires static org.jspecify;

  exports dev.etagere.merge;
}
