/** A client for versioned resources over HTTP that cannot lose an update. */
module dev.etagere.client {
  requires transitive java.net.http;
  requires transitive dev.etagere.conditions;
  requires transitive dev.etagere.merge;
  requires static org.jspecify;

  exports dev.etagere.client;
}
