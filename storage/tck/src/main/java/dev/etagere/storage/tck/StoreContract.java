package dev.etagere.storage.tck;

import dev.etagere.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Store} must pass: a test for each sentence of its documentation. The test of a
 * store extends this and says how the store is opened.
 */
public abstract class StoreContract {

  private Store store;

  /** For the test of a store. */
  protected StoreContract() {}

  /**
   * Opens the store of the test that is running: an empty one at the first call, and at a call
   * after closing the one that was closed.
   */
  protected abstract Store open();

  /**
   * The tag of what is asked of stores that outlive their closing; a store in memory leaves it out.
   */
  public static final String DURABLE = "durable";

  @BeforeEach
  final void openStore() {
    store = open();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  /** The store under test, open. */
  protected final Store store() {
    return store;
  }

  /** Closes the store and opens it again. */
  protected final void reopen() {
    store.close();
    store = open();
  }

  @Nested
  class Committing extends CommitContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Races extends RivalContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Claims extends ClaimContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Receipts extends ReceiptContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Versions extends VersionContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Lists extends ListContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class LongContent extends ContentContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Adopting extends AdoptionContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }

  @Nested
  class Opening extends LifecycleContract {
    @Override
    StoreContract contract() {
      return StoreContract.this;
    }
  }
}
