package dev.etagere.server.resources;

import dev.etagere.server.http.Problem;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Stored;
import java.util.List;

/** How the loop ended. */
public sealed interface Written {

  /** All intents are versions now, in order. */
  record Done(List<Made> made) implements Written {}

  /** Nothing was written: each intent that failed, with its problem. */
  record Refused(List<Failure> failures) implements Written {}

  /** Nothing was written now: it was done before, under the same key. */
  record Replayed(Receipt receipt) implements Written {}

  /**
   * @param stored the version that the intent made
   * @param created whether there was no resource before
   */
  record Made(Stored stored, boolean created) {}

  /**
   * @param index of the intent
   * @param problem why it was refused
   */
  record Failure(int index, Problem problem) {}
}
