package dev.etagere.client;

import java.net.URI;

/**
 * The server would not do it, or the client would not send it; nothing was written.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Failures.java" region="problem"}
 *
 * @param url what it was about
 * @param problem why
 */
public record Refused(URI url, Problem problem)
    implements ReadResult, SaveResult, CreateResult, DeleteResult, ReplaceResult {}
