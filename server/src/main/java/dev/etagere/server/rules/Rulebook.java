package dev.etagere.server.rules;

import dev.etagere.storage.Guard;
import dev.etagere.storage.ResourcePath;
import java.util.List;

/** Knows which rules are in force where. */
public interface Rulebook {

  /**
   * The rules for a path, and what a commit must guard so that it happens under these rules and no
   * others.
   *
   * @param rules in force
   * @param guards empty where rules cannot change
   */
  record InForce(Rules rules, List<Guard> guards) {}

  InForce at(ResourcePath path);

  /** A rulebook with the default rules everywhere, for ever. */
  Rulebook DEFAULT = path -> new InForce(Rules.DEFAULT, List.of());
}
