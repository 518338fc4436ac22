/** The browser side of Etagere: the files of the console, and the JavaScript client beside them. */
module dev.etagere.web {
  exports dev.etagere.web;
}
