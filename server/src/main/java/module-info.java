/**
 * The HTTP server: versioned resources, the one loop of every write, and problems that explain
 * themselves.
 */
module dev.etagere.server {
  requires com.github.benmanes.caffeine;
  requires com.github.luben.zstd_jni;
  requires com.networknt.schema;
  requires com.nimbusds.jose.jwt;
  requires dev.etagere.conditions;
  requires dev.etagere.merge;
  requires transitive dev.etagere.storage;
  requires transitive dev.etagere.web;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires java.logging;
  requires transitive micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.eclipse.jetty.alpn.server;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.etagere.server;
  exports dev.etagere.server.callers;
  exports dev.etagere.server.operations;
}
