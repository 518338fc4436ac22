package dev.etagere.server;

import dev.etagere.server.callers.Authenticator;
import dev.etagere.server.operations.Metrics;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * How a server is set up.
 *
 * @param address where to listen; port 0 takes a free one
 * @param limits what one client can make the server hold
 * @param stopWithin how long requests in flight may take once the server is told to stop
 * @param clock tells the time of versions
 * @param random a cryptographically strong source for tokens
 * @param authenticators who knows callers, besides the tokens in the store
 * @param observers who is told what it does
 * @param retention how long receipts and old versions are kept
 * @param protocol how it speaks HTTP
 */
public record ServerOptions(
    InetSocketAddress address,
    Limits limits,
    Duration stopWithin,
    InstantSource clock,
    RandomGenerator random,
    List<Authenticator> authenticators,
    Observers observers,
    Retention retention,
    Protocol protocol) {

  /** The defaults, on an address. */
  public static ServerOptions on(InetSocketAddress address) {
    return new ServerOptions(
        address,
        Limits.DEFAULT,
        Duration.ofSeconds(20),
        InstantSource.system(),
        new SecureRandom(),
        List.of(),
        Observers.of(new Metrics()),
        Retention.DEFAULT,
        Protocol.DEFAULT);
  }

  /** The same, with one more who knows callers. */
  public ServerOptions with(Authenticator authenticator) {
    List<Authenticator> more = new ArrayList<>(authenticators);
    more.add(authenticator);
    return new ServerOptions(
        address,
        limits,
        stopWithin,
        clock,
        random,
        List.copyOf(more),
        observers,
        retention,
        protocol);
  }

  /** The same, counted and logged elsewhere. */
  public ServerOptions observedBy(Metrics others, Consumer<String> lines) {
    return new ServerOptions(
        address,
        limits,
        stopWithin,
        clock,
        random,
        authenticators,
        new Observers(others, lines, observers.traces()),
        retention,
        protocol);
  }

  /** The same, with spans of requests and commits for somebody. */
  public ServerOptions tracedBy(OpenTelemetry telemetry) {
    return new ServerOptions(
        address,
        limits,
        stopWithin,
        clock,
        random,
        authenticators,
        new Observers(observers.metrics(), observers.refusedWrites(), telemetry),
        retention,
        protocol);
  }

  /** The same, within other limits. */
  public ServerOptions with(Limits others) {
    return new ServerOptions(
        address, others, stopWithin, clock, random, authenticators, observers, retention, protocol);
  }

  /** The same, keeping things for other times. */
  public ServerOptions with(Retention other) {
    return new ServerOptions(
        address, limits, stopWithin, clock, random, authenticators, observers, other, protocol);
  }

  /** The same, speaking HTTP otherwise. */
  public ServerOptions with(Protocol other) {
    return new ServerOptions(
        address, limits, stopWithin, clock, random, authenticators, observers, retention, other);
  }

  /** The same, by another clock. */
  public ServerOptions with(InstantSource other) {
    return new ServerOptions(
        address, limits, stopWithin, other, random, authenticators, observers, retention, protocol);
  }

  /** The same, with another time for requests in flight when it stops. */
  public ServerOptions stoppingWithin(Duration other) {
    return new ServerOptions(
        address, limits, other, clock, random, authenticators, observers, retention, protocol);
  }
}
