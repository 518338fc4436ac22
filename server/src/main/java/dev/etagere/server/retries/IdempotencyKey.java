package dev.etagere.server.retries;

import dev.etagere.server.http.FieldLines;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The field {@code Idempotency-Key}: a structured-field string (RFC 9651 §3.3.3), {@code
 * "8e03978e-40d5"}; parameters behind it are ignored.
 *
 * @param value what stands between the quotes, unescaped
 */
public record IdempotencyKey(String value) {

  private static final String NAME = "Idempotency-Key";

  /**
   * §4.2.5: printable ASCII, with a backslash before each quote and backslash. The loop is
   * possessive, so that a long key takes no deep stack.
   */
  private static final Pattern STRING =
      Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])++)\" *(?:;[ -~]*)?");

  /**
   * The key of a request, if it has one.
   *
   * @throws Refusal 400 if there is a field that is no such string, an empty one, or several
   */
  public static Optional<IdempotencyKey> of(FieldLines fields) {
    List<String> lines = fields.lines(NAME);
    return lines.isEmpty() ? Optional.empty() : Optional.of(parse(lines));
  }

  private static IdempotencyKey parse(List<String> lines) {
    Matcher matcher = STRING.matcher(lines.getFirst().strip());
    if (lines.size() > 1 || !matcher.matches()) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.BAD_REQUEST,
                  "Idempotency-Key takes one string in double quotes, such as \"8e03978e-40d5-43e8\".")
              .with("field", NAME));
    }
    return new IdempotencyKey(matcher.group(1).replaceAll("\\\\(.)", "$1"));
  }
}
