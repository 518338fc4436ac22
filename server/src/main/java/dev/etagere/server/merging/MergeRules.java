package dev.etagere.server.merging;

import dev.etagere.merge.MergeOptions;
import dev.etagere.storage.ResourcePath;

/** Knows what the rules in force say about merging. */
@FunctionalInterface
public interface MergeRules {

  MergeOptions at(ResourcePath path);

  /** No rules anywhere: identities are found, everything else is a sequence. */
  MergeRules NONE = path -> MergeOptions.NONE;
}
