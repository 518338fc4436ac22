package dev.etagere.server.http;

import java.io.InputStream;

/** A request's content, which has to arrive at some pace. */
final class PacedContent extends Counted {

  private final Pace pace;

  PacedContent(InputStream in, Pace pace) {
    super(in);
    this.pace = pace;
  }

  @Override
  protected void read(long bytes) {
    if (!pace.isKeptWith(bytes)) {
      throw new Refusal(
          Problem.of(
              ProblemKind.REQUEST_TIMEOUT,
              "The content arrives slower than %d bytes a second. Nothing was stored; send it again."
                  .formatted(Pace.BYTES_PER_SECOND)));
    }
  }
}
