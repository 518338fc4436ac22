package dev.etagere.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a client works with.
 *
 * @param base what references are resolved against; the credentials go to its origin only
 */
record Surroundings(
    URI base,
    HttpClient http,
    Credentials credentials,
    ResponseCache cache,
    Limits limits,
    Clock clock,
    RandomGenerator random,
    Pacing pacing) {

  Surroundings with(Limits others) {
    return new Surroundings(base, http, credentials, cache, others, clock, random, pacing);
  }

  Backoff backoff() {
    return new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), random);
  }

  URI resolve(String reference) {
    return base.resolve(reference);
  }
}
