package dev.etagere.client;

/**
 * The resource exists.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Reading.java" region="read"}
 *
 * @param document its current version
 */
public record Found(Document document) implements ReadResult {}
