package dev.etagere.client;

import java.net.URI;

/**
 * The document was deleted.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Creating.java" region="delete"}
 *
 * @param url where it was
 */
public record Deleted(URI url) implements DeleteResult {}
