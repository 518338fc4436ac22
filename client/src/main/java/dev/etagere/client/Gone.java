package dev.etagere.client;

import java.net.URI;

/**
 * There is nothing at the URL (any more); nothing was written. What was meant to be saved can still
 * be created, by {@link EtagereClient#create}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="gone"}
 *
 * @param url where there is nothing
 * @param problem what the server said
 */
public record Gone(URI url, Problem problem) implements ReadResult, SaveResult, DeleteResult {}
