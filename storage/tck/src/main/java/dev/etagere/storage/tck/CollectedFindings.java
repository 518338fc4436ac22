package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Audit;
import dev.etagere.storage.Finding;
import java.util.ArrayList;
import java.util.List;

/** What an audit has found, in order. Its progress has to tell how many there are. */
public final class CollectedFindings implements Audit.Listener {

  private final List<Finding> all = new ArrayList<>();

  /** Nothing was found yet. */
  public CollectedFindings() {}

  /** All of them so far. */
  public List<Finding> all() {
    return List.copyOf(all);
  }

  @Override
  public void found(Finding finding) {
    all.add(finding);
  }

  @Override
  public void at(Audit.Progress progress) {
    assertThat(progress.findings()).isEqualTo(all.size());
  }
}
