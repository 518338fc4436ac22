package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Audit;
import dev.etagere.storage.Finding;
import dev.etagere.storage.Store;
import java.util.ArrayList;
import java.util.List;

/** What an audit says of a store. */
public final class Chains {

  private Chains() {}

  /**
   * Checks that no chain is broken and no byte is damaged.
   *
   * @return how many versions were read
   */
  public static long assertWhole(Store store) {
    List<Finding> findings = new ArrayList<>();
    Audit.Progress end =
        Audit.of(
            store,
            new Audit.Listener() {
              @Override
              public void found(Finding finding) {
                findings.add(finding);
              }

              @Override
              public void at(Audit.Progress progress) {}
            });
    assertThat(findings).isEmpty();
    return end.versions();
  }
}
