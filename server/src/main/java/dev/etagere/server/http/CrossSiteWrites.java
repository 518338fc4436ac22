package dev.etagere.server.http;

import java.io.IOException;
import java.util.Set;

/**
 * Refuses what a page of another site has a browser write here (Fetch Metadata, §2.4). CORS alone
 * keeps such a page from reading the answer only, and a server without credentials, which listens
 * on the loopback interface, would do what was asked.
 */
public final class CrossSiteWrites implements Handler {

  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  private final CrossOriginSharing sharing;
  private final Handler next;

  /**
   * @param sharing knows the origins that may write
   */
  public CrossSiteWrites(CrossOriginSharing sharing, Handler next) {
    this.sharing = sharing;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    boolean writes = !request.isRead() && !request.method().equals("OPTIONS");
    if (writes && isForeign(request.fields()) && !sharing.admits(request.fields())) {
      throw new Refusal(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "Scripts of this origin may not write here; the operator allows origins with the setting cors-origins."));
    }
    return next.handle(request);
  }

  /** Browsers alone send the field, and no script can. */
  private static boolean isForeign(FieldLines fields) {
    return fields.lines("Sec-Fetch-Site").stream().anyMatch(FOREIGN::contains);
  }
}
