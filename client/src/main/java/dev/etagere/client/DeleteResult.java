package dev.etagere.client;

/**
 * What came of deleting a document: {@link Deleted}, {@link Changed}, {@link Gone} or {@link
 * Refused}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="delete"}
 */
public sealed interface DeleteResult permits Deleted, Changed, Gone, Refused {}
