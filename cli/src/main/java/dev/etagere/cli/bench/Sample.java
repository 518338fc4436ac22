package dev.etagere.cli.bench;

import java.util.Optional;

/**
 * One round of one workload.
 *
 * @param done operations that succeeded
 * @param conflicts tries that lost against another writer
 * @param errors answers that nobody expected
 * @param seconds that the round took
 * @param p50Micros half of the operations took at most this long, lost tries included
 * @param p99Micros 99 of 100 did
 * @param cpuMicros of the server for each operation, where it runs on this machine
 * @param lost increments that were acknowledged and are not there
 */
public record Sample(
    long done,
    long conflicts,
    long errors,
    double seconds,
    double p50Micros,
    double p99Micros,
    Optional<Double> cpuMicros,
    long lost) {

  /** Successful operations a second. */
  public double rate() {
    return done / seconds;
  }

  /** Tries that were lost for each one that succeeded. */
  public double conflictsPerSuccess() {
    return done == 0 ? 0 : (double) conflicts / done;
  }
}
