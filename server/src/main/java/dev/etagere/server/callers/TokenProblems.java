package dev.etagere.server.callers;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;

/** What may be wrong with what is said of tokens. */
final class TokenProblems {

  private TokenProblems() {}

  static Problem exists(String name) {
    return Problem.of(
        ProblemKind.CONFLICT,
        "There is a token of the name " + name + " already. Choose another, or revoke it first.");
  }

  static Problem absent() {
    return Problem.of(ProblemKind.NOT_FOUND, "There is no token of that name.");
  }

  static Problem malformed() {
    return Problem.of(
        ProblemKind.INVALID_CONTENT,
        "Send {\"name\": \"…\", \"allow\": [\"read:/notes/\", \"write:/notes/\"]}: a name of 1 to 64 letters, digits, dots and"
            + " hyphens, and at least one grant: read, write or admin, a colon, and a path.");
  }
}
