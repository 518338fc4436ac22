package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Audit;
import dev.etagere.storage.Store;

/** What an audit says of a store. */
public final class Chains {

  private Chains() {}

  /**
   * Checks that no chain is broken and no byte is damaged.
   *
   * @return how many versions were read
   */
  public static long assertWhole(Store store) {
    CollectedFindings findings = new CollectedFindings();
    Audit.Progress end = Audit.of(store, findings);
    assertThat(findings.all()).isEmpty();
    return end.versions();
  }
}
