package dev.etagere.server.http;

/** How many entries a page has: {@code ?limit=}, 100 where it is not given, at most 1,000. */
public final class PageLimit {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private PageLimit() {}

  /**
   * @throws Refusal if it is not a number from 1 on; more than the most is the most
   */
  public static int of(Request request) {
    return request.target().parameter("limit").map(PageLimit::parsed).orElse(USUAL);
  }

  private static int parsed(String text) {
    if (!text.matches("0*[1-9][0-9]{0,8}")) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "limit is a number from 1 to %d, in decimal digits.".formatted(MOST)));
    }
    return Math.min(MOST, Integer.parseInt(text));
  }
}
