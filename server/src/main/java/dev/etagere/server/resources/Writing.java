package dev.etagere.server.resources;

import dev.etagere.server.callers.Caller;
import dev.etagere.storage.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What belongs to a write besides its intents.
 *
 * @param caller who writes
 * @param requestId the request
 * @param receipt makes what is kept for a retry of the versions that are about to be committed;
 *     nothing where the client sent no key
 */
public record Writing(
    Caller caller, String requestId, Optional<Function<List<Written.Made>, Receipt>> receipt) {}
