package dev.etagere.server.resources;

import dev.etagere.server.http.Problem;
import java.util.Optional;

/** An edit that can be merged, for it says what it makes of any version. */
public interface Proposing extends Edit {

  /** What it makes of the version that it started from; asked only where there is no fault. */
  Proposal proposal();

  /** Why the request's content cannot be read as what it says it is. */
  Optional<Problem> fault();

  /** The same edit, of a client that wants conflicts merged in their report. */
  default Proposing reportingMerge() {
    Proposing plain = this;
    return new Proposing() {
      @Override
      public Edited apply(dev.etagere.storage.Selected current) {
        return plain.apply(current);
      }

      @Override
      public Proposal proposal() {
        return plain.proposal();
      }

      @Override
      public Optional<Problem> fault() {
        return plain.fault();
      }

      @Override
      public Optional<Proposal> merged() {
        return fault().isPresent() ? Optional.empty() : Optional.of(proposal());
      }
    };
  }
}
