package dev.etagere.client;

/**
 * There is a resource already; nothing was written.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="create"}
 *
 * @param current what stands there
 */
public record Exists(Document current) implements CreateResult {}
