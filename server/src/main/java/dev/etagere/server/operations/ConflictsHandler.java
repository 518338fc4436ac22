package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /-/conflicts}: the newest refused writes, by {@code path} (a prefix), {@code reason}
 * and {@code caller}; {@code limit} of them, 100 unless said otherwise.
 */
public final class ConflictsHandler implements Handler {

  private static final int LIMIT = 100;
  private static final int LARGEST_LIMIT = 1_000;

  private final ConflictLog log;

  public ConflictsHandler(ConflictLog log) {
    this.log = log;
  }

  @Override
  public Response handle(Request request) {
    Map<String, Object> page =
        Map.of(
            "conflicts",
            log.newest(request.caller(), refused -> isWanted(refused, request), limit(request)));
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("application/json", Json.bytes(page));
  }

  private static boolean isWanted(ConflictLog.Refused refused, Request request) {
    return request.target().parameter("path").map(refused.path()::isUnder).orElse(true)
        && equals(refused, request, "reason")
        && equals(refused, request, "caller");
  }

  private static boolean equals(ConflictLog.Refused refused, Request request, String member) {
    Optional<String> wanted = request.target().parameter(member);
    return wanted.isEmpty() || wanted.equals(refused.member(member));
  }

  private static int limit(Request request) {
    Optional<String> limit = request.target().parameter("limit");
    if (limit.isPresent() && !limit.get().matches("[1-9][0-9]{0,3}")) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "limit is a number from 1 to %,d.".formatted(LARGEST_LIMIT)));
    }
    return Math.min(limit.map(Integer::parseInt).orElse(LIMIT), LARGEST_LIMIT);
  }
}
