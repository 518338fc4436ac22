package dev.etagere.storage;

import java.time.Instant;

/**
 * The outcome of an operation, kept with the commit itself so that a retry gets it again.
 *
 * @param key what the retry names, scoped by its caller; at most 1,024 bytes of UTF-8
 * @param fingerprint of the request, so that another request under the same key is told apart
 * @param outcome what to answer; its maker gives it a meaning. At most 64 KiB of UTF-8
 * @param expires from when on {@link Store#expire} may drop it
 */
public record Receipt(String key, String fingerprint, String outcome, Instant expires) {}
