package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins two edits of one long text word by word, for a person to judge. */
final class Proposal {
  /** Shorter strings are names, codes and the like, of which half of each side is nobody's. */
  private static final int SHORTEST = 40;

  private static final int LONGEST = 20_000;
  private static final long STEPS = 1L << 20;
  private static final Pattern TOKEN = Pattern.compile("\\s+|[\\p{L}\\p{N}_]+|.", Pattern.DOTALL);

  private Proposal() {}

  /** Both edits joined, if the values are long texts and the edits are apart. */
  static Optional<String> of(@Nullable Json base, @Nullable Json current, @Nullable Json yours) {
    return base instanceof JsonString b
            && current instanceof JsonString c
            && yours instanceof JsonString y
            && isText(b.value())
            && isText(c.value())
            && isText(y.value())
        ? joined(b.value(), c.value(), y.value())
        : Optional.empty();
  }

  private static boolean isText(String value) {
    return value.length() >= SHORTEST && value.length() <= LONGEST && value.indexOf(' ') >= 0;
  }

  private static Optional<String> joined(String base, String current, String yours) {
    List<String> tokens = new ArrayList<>();
    Interner<String> words = new Interner<>();
    SequenceVersions versions =
        new SequenceVersions(
            numbers(words, tokens, base),
            numbers(words, tokens, current),
            numbers(words, tokens, yours));
    // Words are repeated and moved about for good reasons, so they are not guarded.
    List<Region> regions =
        new SequenceMerge(words.size(), word -> false, new Budget(STEPS)).merge(versions);
    if (SequenceMerge.hasConflict(regions)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int word : SequenceMerge.result(regions, versions)) {
      text.append(tokens.get(word));
    }
    return Optional.of(text.toString());
  }

  private static int[] numbers(Interner<String> words, List<String> tokens, String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      int number = words.number(matcher.group());
      if (number == tokens.size()) {
        tokens.add(matcher.group());
      }
      numbers.add(number);
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
