package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lists of entity tags as values. */
class TagListTest {

  private static final EntityTag A = EntityTag.strong("a");
  private static final EntityTag B = EntityTag.strong("b");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  @DisplayName("Mapping a list replaces each tag and leaves the asterisk")
  void map() {
    assertThat(new TagList.OneOf(List.of(A, A)).map(tag -> B))
        .isEqualTo(new TagList.OneOf(List.of(B, B)));
    assertThat(new TagList.Any().map(tag -> B)).isEqualTo(new TagList.Any());
  }

  @Test
  @DisplayName("A list without tags is refused")
  void noTags() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TagList.OneOf(List.of()));
  }

  @Test
  @DisplayName("Parsing a single strong tag allocates its result and nothing else")
  void allocation() {
    String text = "\"7.6k9q2m7x0c4tj\"";
    List<String> lines = List.of(text);
    long byHand =
        allocated(() -> new Parsed.Valid<TagList>(new TagList.OneOf(List.of(byHand(text)))));
    assertThat(byHand).isPositive();
    assertThat(allocated(() -> TagList.parse(lines))).isLessThanOrEqualTo(byHand);
  }

  private static EntityTag byHand(String text) {
    return EntityTag.strong(text.substring(1, text.length() - 1));
  }

  /** Bytes allocated by one call: the least of many, since the first ones load classes. */
  private static long allocated(Supplier<?> call) {
    return LongStream.range(0, 200).map(round -> allocatedOnce(call)).min().orElseThrow();
  }

  private static long allocatedOnce(Supplier<?> call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Object result = call.get();
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(result).isNotNull();
    return after - before;
  }
}
