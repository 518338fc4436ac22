package dev.etagere.server;

import dev.etagere.server.operations.Metrics;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.Consumer;

/**
 * Who is told what a server does.
 *
 * @param metrics counts what happens
 * @param refusedWrites gets a line of JSON for each write that was refused
 * @param traces gets a span of each request and each commit
 */
public record Observers(Metrics metrics, Consumer<String> refusedWrites, OpenTelemetry traces) {

  /** Only those who count. */
  public static Observers of(Metrics metrics) {
    return new Observers(metrics, line -> {}, OpenTelemetry.noop());
  }
}
