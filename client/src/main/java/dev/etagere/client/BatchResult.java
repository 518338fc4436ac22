package dev.etagere.client;

/**
 * What came of a batch: {@link Committed} or {@link NotCommitted}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Batches.java" region="result"}
 */
public sealed interface BatchResult permits Committed, NotCommitted {}
