/** The one executable. */
module dev.etagere.cli {
  requires dev.etagere.client;
  requires dev.etagere.merge;
  requires dev.etagere.server;
  requires dev.etagere.storage;
  requires HdrHistogram;
  requires info.picocli;
  requires io.opentelemetry.api;
  requires static org.jspecify;
  requires java.logging;
  requires java.net.http;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires io.github.javadiffutils;

  uses dev.etagere.storage.StoreProvider;

  opens dev.etagere.cli to
      info.picocli;
}
