package dev.etagere.server;

import dev.etagere.server.history.Bounds;
import dev.etagere.server.rules.Rules;
import dev.etagere.server.rules.StoredRulebook;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How much history the rules in force keep where; what they do not say is the server's.
 *
 * @param rulebook has the rules
 * @param retention of the server
 */
record RuledHistory(StoredRulebook rulebook, Retention retention) implements Supplier<Bounds> {

  private static final long MOST_DAYS = Bounds.Kept.ALL.age().toDays();

  @Override
  public Bounds get() {
    return new Bounds(
        new Bounds.Kept(retention.versions(), retention.age()),
        rulebook.inForce().stream()
            .collect(
                Collectors.toMap(
                    inForce -> inForce.prefix(), inForce -> kept(inForce.rules().history()))));
  }

  private Bounds.Kept kept(Rules.History history) {
    return new Bounds.Kept(
        history
            .versions()
            .map(versions -> (int) Math.min(versions, Integer.MAX_VALUE))
            .orElse(retention.versions()),
        history
            .days()
            .map(days -> Duration.ofDays(Math.min(days, MOST_DAYS)))
            .orElse(retention.age()));
  }
}
