package dev.etagere.client;

import java.net.URI;
import java.util.List;

/**
 * Every write of the batch was performed.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Batches.java" region="result"}
 *
 * @param writes what each came to, in the order of the batch
 */
public record Committed(List<Write> writes) implements BatchResult {
  /** Keeps a copy of the list. */
  public Committed {
    writes = List.copyOf(writes);
  }

  /**
   * A version that the batch made. To edit it on, read it.
   *
   * @param url where, for a member that was added: under the name that it got
   * @param tag the entity tag as the server wrote it
   * @param version its number, from 1
   */
  public record Write(URI url, String tag, long version) {}
}
