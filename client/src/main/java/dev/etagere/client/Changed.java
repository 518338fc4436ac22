package dev.etagere.client;

/**
 * The document is no longer the one that was to be deleted; nothing was deleted.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="delete"}
 *
 * @param current what stands there now
 */
public record Changed(Document current) implements DeleteResult {}
