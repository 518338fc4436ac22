package dev.etagere.storage;

import java.time.Duration;

/**
 * Is told what a store does, for metrics. Called on the store's own threads: it returns at once and
 * throws nothing.
 */
public interface StoreObserver {

  /** An observer that looks away. */
  StoreObserver NONE = (commits, took) -> {};

  /**
   * A group of commits became durable together.
   *
   * @param commits how many were answered by it, refusals included
   * @param took how long making them durable took
   */
  void grouped(int commits, Duration took);
}
