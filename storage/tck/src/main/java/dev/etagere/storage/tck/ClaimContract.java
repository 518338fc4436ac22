package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Claim;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Claims: at most one resource of the store holds a key at a time. */
abstract class ClaimContract extends ContractPart {

  private static Outcome.Taken taken(String path, String claim, String holder) {
    return new Outcome.Taken(path(path), new Claim(claim), path(holder));
  }

  @Test
  void aClaimThatAnotherHoldsIsRefusedWithItsHolder() {
    committed(new Attempt().write("/a", 1, "a", "mail"));
    assertThat(attempt(new Attempt().write("/b", 1, "b", "mail")))
        .isEqualTo(taken("/b", "mail", "/a"));
    assertThat(newest("/b")).isZero();
  }

  @Test
  void aResourceKeepsAClaimThatItsNextVersionNamesToo() {
    committed(new Attempt().write("/a", 1, "a", "mail"));
    committed(new Attempt().write("/a", 2, "a", "mail"));
    assertThat(attempt(new Attempt().write("/b", 1, "b", "mail")))
        .isEqualTo(taken("/b", "mail", "/a"));
  }

  @Test
  void aVersionThatNamesNoClaimLetsGoOfThoseHeld() {
    committed(new Attempt().write("/a", 1, "a", "mail", "phone"));
    committed(new Attempt().write("/a", 2, "a", "phone"));
    committed(new Attempt().write("/b", 1, "b", "mail"));
    assertThat(attempt(new Attempt().write("/c", 1, "c", "phone")))
        .isEqualTo(taken("/c", "phone", "/a"));
  }

  @Test
  void aDeletionLetsGoOfAllClaims() {
    committed(new Attempt().write("/a", 1, "a", "mail"));
    committed(new Attempt().delete("/a", 2));
    committed(new Attempt().write("/b", 1, "b", "mail"));
    assertThat(attempt(new Attempt().write("/a", 3, "a", "mail")))
        .isEqualTo(taken("/a", "mail", "/b"));
  }

  @Test
  void twoResourcesSwapTheirClaimsWithinOneCommit() {
    committed(new Attempt().write("/a", 1, "a", "one").write("/b", 1, "b", "two"));
    committed(new Attempt().write("/a", 2, "a", "two").write("/b", 2, "b", "one"));
    assertThat(attempt(new Attempt().write("/c", 1, "c", "one")))
        .isEqualTo(taken("/c", "one", "/b"));
    assertThat(attempt(new Attempt().write("/c", 1, "c", "two")))
        .isEqualTo(taken("/c", "two", "/a"));
  }

  @Test
  void aClaimPassesOnWithinTheCommitThatDeletesItsHolder() {
    committed(new Attempt().write("/a", 1, "a", "mail"));
    committed(new Attempt().write("/b", 1, "b", "mail").delete("/a", 2));
    assertThat(attempt(new Attempt().write("/a", 3, "a", "mail")))
        .isEqualTo(taken("/a", "mail", "/b"));
  }

  @Test
  void aClaimThatTwoResourcesOfOneCommitWantIsRefused() {
    assertThat(attempt(new Attempt().write("/a", 1, "a", "mail").write("/b", 1, "b", "mail")))
        .isInstanceOf(Outcome.Taken.class);
    assertThat(store().newestSequence()).isZero();
  }

  @Test
  void aReclaimChangesClaimsWithoutANewVersion() {
    committed(new Attempt().write("/a", 1, "a", "old"));
    Attempt reclaim = new Attempt().reclaim("/a", 1, "new");
    long sequence = store().newestSequence();
    assertThat(attempt(reclaim)).isEqualTo(new Outcome.Committed(sequence));
    assertThat(newest("/a")).isEqualTo(1);
    assertThat(attempt(new Attempt().write("/b", 1, "b", "new")))
        .isEqualTo(taken("/b", "new", "/a"));
    committed(new Attempt().write("/b", 1, "b", "old"));
    committed(new Attempt().write("/a", 2, "a"));
    committed(new Attempt().write("/c", 1, "c", "new"));
    assertThat(store().landed(reclaim.operation()).orElseThrow()).isEmpty();
  }

  @Test
  void aReclaimOfAVersionThatIsNoLongerTheNewestIsRefused() {
    chain("/a", 2);
    assertThat(attempt(new Attempt().reclaim("/a", 1, "k"))).isInstanceOf(Outcome.Conflict.class);
    committed(new Attempt().write("/b", 1, "b", "k"));
  }

  @Test
  void aReclaimOfWhatAnotherHoldsIsRefusedWithItsHolder() {
    committed(new Attempt().write("/a", 1, "a", "k"));
    chain("/b", 1);
    assertThat(attempt(new Attempt().reclaim("/b", 1, "k"))).isEqualTo(taken("/b", "k", "/a"));
  }

  @Test
  void claimsAreComparedByteForByte() {
    committed(new Attempt().write("/a", 1, "a", "é"));
    committed(new Attempt().write("/b", 1, "b", "e\u0301"));
    committed(new Attempt().write("/c", 1, "c", "É"));
  }

  @Test
  void theClaimsOfAResourceAreToldAndNoneOfOneThatDoesNotExist() {
    committed(new Attempt().write("/a", 1, "a", "one", "two"));
    assertThat(store().claims(path("/a"))).containsExactlyInAnyOrder(claim("one"), claim("two"));
    committed(new Attempt().delete("/a", 2));
    assertThat(store().claims(path("/a"))).isEmpty();
    assertThat(store().claims(path("/b"))).isEmpty();
  }

  @Test
  void holdingsAreListedInTheOrderOfTheBytesOfTheirKeysFromAKeyOn() {
    committed(new Attempt().write("/a", 1, "a", "\uffee", "x").write("/b", 1, "b", "\ud83d\ude00"));
    Holding x = new Holding(claim("x"), path("/a"));
    Holding wide = new Holding(claim("\uffee"), path("/a"));
    Holding emoji = new Holding(claim("\ud83d\ude00"), path("/b"));
    assertThat(store().holdings("", 10)).containsExactly(x, wide, emoji);
    assertThat(store().holdings("\uffee", 1)).containsExactly(wide);
    committed(new Attempt().write("/a", 2, "a", "x"));
    assertThat(store().holdings("y", 10)).containsExactly(emoji);
  }

  private static Claim claim(String key) {
    return new Claim(key);
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void claimsAndReclaimsOutliveClosing() {
    committed(new Attempt().write("/a", 1, "a", "k"));
    chain("/b", 1);
    committed(new Attempt().reclaim("/b", 1, "l"));
    contract().reopen();
    assertThat(attempt(new Attempt().write("/c", 1, "c", "k"))).isEqualTo(taken("/c", "k", "/a"));
    assertThat(attempt(new Attempt().write("/c", 1, "c", "l"))).isEqualTo(taken("/c", "l", "/b"));
  }
}
