package dev.etagere.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.etagere.client.Content;
import dev.etagere.client.JsonLayout;
import dev.etagere.merge.Json;
import java.util.ArrayList;
import java.util.List;

/** Two texts beside each other, line by line. */
final class Lines {
  private static final int CONTEXT = 3;

  private Lines() {}

  /** A unified diff; no lines if the two are the same. */
  static List<String> unified(String fromName, String toName, Content from, Content to) {
    List<String> before = of(from);
    return UnifiedDiffUtils.generateUnifiedDiff(
        fromName, toName, before, DiffUtils.diff(before, of(to)), CONTEXT);
  }

  /** Both in one text, with marks around what differs. */
  static String marked(Marks marks, Content mine, Content theirs) {
    List<String> left = of(mine);
    List<String> right = of(theirs);
    List<String> text = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(left, right).getDeltas()) {
      text.addAll(left.subList(at, delta.getSource().getPosition()));
      text.addAll(marks.around(delta.getSource().getLines(), delta.getTarget().getLines()));
      at = delta.getSource().last() + 1;
    }
    text.addAll(left.subList(at, left.size()));
    return String.join("\n", text) + "\n";
  }

  /** The lines of a content; JSON that stands on one line is laid out first. */
  private static List<String> of(Content content) {
    String text = content.asText();
    boolean oneLine = content.isJson() && text.strip().indexOf('\n') < 0;
    return oneLine && Json.parse(content.bytes()) instanceof Json.Parsed.Document(Json root)
        ? JsonLayout.indented().write(root).lines().toList()
        : text.lines().toList();
  }
}
