package dev.etagere.client;

/**
 * What came of saving a draft: {@link Saved}, {@link Conflict}, {@link Gone} or {@link Refused}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="save"}
 */
public sealed interface SaveResult permits Saved, Conflict, Gone, Refused {}
