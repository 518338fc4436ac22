package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import dev.etagere.storage.Version;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of damage, and none where there is none. */
class HistoryCheckerTest {

  private final Store store = new InMemoryStore();
  private final Attempt first = new Attempt().write("/a", 1, "one").write("/b", 1, "b");
  private final Attempt second = new Attempt().write("/a", 2, "two");

  @BeforeEach
  void fill() {
    store.commit(first.commit());
    store.commit(second.commit());
  }

  private AcknowledgedWrite acknowledged(String token, String text) {
    return new AcknowledgedWrite(
        second.versions().get(0).path(), 2, token, AcknowledgedWrite.checksum(Attempt.text(text)));
  }

  private String token() {
    return second.versions().get(0).token();
  }

  @Test
  void aSoundHistoryHasNoFault() {
    Version version = second.versions().get(0);
    AcknowledgedWrite write = AcknowledgedWrite.of(version, Attempt.text("two"));
    assertThat(HistoryChecker.check(store, List.of(AcknowledgedWrite.parse(write.line()))))
        .isEmpty();
  }

  @Test
  void aPrunedHistoryHasNoFault() {
    store.prune(second.versions().get(0).path(), 2);
    assertThat(HistoryChecker.check(store, List.of())).isEmpty();
  }

  @Test
  void aLostWriteIsFound() {
    AcknowledgedWrite lost = new AcknowledgedWrite(second.versions().get(0).path(), 3, "x", -1);
    assertThat(HistoryChecker.check(store, List.of(lost)))
        .containsExactly("/a: acknowledged version 3 is lost");
  }

  @Test
  void aWriteThatAnotherReplacedIsFound() {
    assertThat(HistoryChecker.check(store, List.of(acknowledged("other", "two"))))
        .containsExactly("/a: version 2 is not the one that was acknowledged");
  }

  @Test
  void tornContentIsFound() {
    assertThat(HistoryChecker.check(store, List.of(acknowledged(token(), "tw"))))
        .containsExactly("/a: the content of version 2 is not what was acknowledged");
  }

  @Test
  void twoWinnersOfOneVersionAreFound() {
    List<AcknowledgedWrite> fork =
        List.of(acknowledged(token(), "two"), acknowledged("other", "two"));
    assertThat(HistoryChecker.check(store, fork))
        .contains("/a: version 2 was acknowledged to two writers");
  }

  @Test
  void aMissingChangeIsFound() {
    Store damaged = answering("changes", store.changes(0, 9).subList(1, 3));
    assertThat(HistoryChecker.check(damaged, List.of()))
        .contains("/a: version 2 stands where 1 should");
  }

  @Test
  void aRepeatedTagIsFound() {
    assertThat(HistoryChecker.check(repeatingTheFirstChange(), List.of()))
        .contains("/a: the tag %s was used before".formatted(first.versions().get(0).tag()));
  }

  @Test
  void aForgottenOperationIsFound() {
    assertThat(HistoryChecker.check(answering("landed", Optional.empty()), List.of()))
        .contains("/a: the operation of version 1 is not known to have made it");
  }

  @Test
  void aVersionThatIsNotKeptIsFound() {
    assertThat(HistoryChecker.check(answering("version", Optional.empty()), List.of()))
        .contains("/a: version 2 is not what its history says");
    assertThat(HistoryChecker.check(answering("history", List.of()), List.of()))
        .contains("/a: its newest version 2 is not kept");
  }

  private Store repeatingTheFirstChange() {
    return answering("changes", List.of(store.changes(0, 1).get(0), store.changes(0, 1).get(0)));
  }

  /**
   * The store, except that the first call of a method and all others of its kind are answered so.
   */
  private Store answering(String method, Object answer) {
    int[] calls = {0};
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, called, arguments) -> {
              if (!called.getName().equals(method)) {
                return called(called, arguments);
              }
              boolean pageIsOver = method.equals("changes") && calls[0]++ > 0;
              return pageIsOver ? List.of() : answer;
            });
  }

  private Object called(java.lang.reflect.Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
