package dev.etagere.client;

/**
 * What came of creating a resource: {@link Saved}, {@link Exists} or {@link Refused}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="create"}
 */
public sealed interface CreateResult permits Saved, Exists, Refused {}
