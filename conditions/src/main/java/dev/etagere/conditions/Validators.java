package dev.etagere.conditions;

import java.time.Instant;
import java.util.Optional;

public record Validators(
    Optional<EntityTag> tag, Optional<Instant> lastModified, boolean dateIsAmbiguous) {}
