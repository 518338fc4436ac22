package dev.etagere.client;

/**
 * The write was performed.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="again"}
 *
 * @param document the version that it made, ready for the next edit. Where the server's reply names
 *     no version, it was read afterwards and may be a later one
 */
public record Saved(Document document) implements SaveResult, CreateResult, ReplaceResult {}
