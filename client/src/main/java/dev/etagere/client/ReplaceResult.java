package dev.etagere.client;

/**
 * What came of replacing whatever there was: {@link Saved} or {@link Refused}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="overwrite"}
 */
public sealed interface ReplaceResult permits Saved, Refused {}
