package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receipts: an outcome is kept with its commit, and its key is used once. */
abstract class ReceiptContract extends ContractPart {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static Receipt receipt(String key, Instant expires) {
    return new Receipt(key, "fingerprint of " + key, "{\"status\":201,\"ü\":\"𝄞\"}", expires);
  }

  @Test
  void aReceiptIsKeptWithItsCommit() {
    Receipt receipt = receipt("k", NOON);
    committed(new Attempt().write("/a", 1, "a").receipt(receipt));
    assertThat(store().receipt("k")).contains(receipt);
    assertThat(store().receipt("other")).isEmpty();
  }

  @Test
  void aKeyThatWasUsedRefusesTheCommitAndReturnsTheEarlierReceipt() {
    Receipt receipt = receipt("k", NOON);
    committed(new Attempt().write("/a", 1, "a").receipt(receipt));
    Receipt other = new Receipt("k", "another request", "another outcome", NOON.plusSeconds(1));
    assertThat(attempt(new Attempt().write("/a", 2, "a").receipt(other)))
        .isEqualTo(new Outcome.Duplicate(receipt));
    assertThat(newest("/a")).isEqualTo(1);
    assertThat(store().receipt("k")).contains(receipt);
  }

  @Test
  void theReceiptOfARefusedCommitIsNotKept() {
    chain("/a", 1);
    attempt(new Attempt().write("/a", 1, "again").receipt(receipt("k", NOON)));
    assertThat(store().receipt("k")).isEmpty();
    committed(new Attempt().write("/a", 2, "now").receipt(receipt("k", NOON)));
  }

  @Test
  void expiringDropsWhatExpiredBeforeNowAndNothingElse() {
    committed(new Attempt().write("/a", 1, "a").receipt(receipt("before", NOON.minusMillis(1))));
    committed(new Attempt().write("/b", 1, "b").receipt(receipt("at", NOON)));
    committed(new Attempt().write("/c", 1, "c").receipt(receipt("after", NOON.plusMillis(1))));
    assertThat(store().expire(NOON)).isEqualTo(1);
    assertThat(store().receipt("before")).isEmpty();
    assertThat(store().receipt("at")).isPresent();
    assertThat(store().receipt("after")).isPresent();
    assertThat(store().expire(NOON)).isZero();
  }

  @Test
  void aKeyIsFreeAgainOnceItsReceiptIsDropped() {
    committed(new Attempt().write("/a", 1, "a").receipt(receipt("k", NOON)));
    store().expire(NOON.plusMillis(1));
    Receipt second = receipt("k", NOON.plusSeconds(60));
    committed(new Attempt().write("/a", 2, "a").receipt(second));
    assertThat(store().expire(NOON.plusSeconds(1))).isZero();
    assertThat(store().receipt("k")).contains(second);
  }

  @Test
  void aLongOutcomeIsKeptWhole() {
    Receipt receipt = new Receipt("k".repeat(1_024), "f", "é".repeat(32 * 1_024), NOON);
    committed(new Attempt().write("/a", 1, "a").receipt(receipt));
    assertThat(store().receipt("k".repeat(1_024))).contains(receipt);
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void receiptsOutliveClosing() {
    committed(new Attempt().write("/a", 1, "a").receipt(receipt("k", NOON)));
    contract().reopen();
    assertThat(attempt(new Attempt().write("/a", 2, "a").receipt(receipt("k", NOON))))
        .isEqualTo(new Outcome.Duplicate(receipt("k", NOON)));
  }
}
