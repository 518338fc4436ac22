package dev.etagere.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;

/**
 * A request's content as it arrives: what breaks it off is refused, where the client still listens.
 */
final class ArrivingContent extends FilterInputStream {

  ArrivingContent(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException | RuntimeException broken) {
      throw refused(broken).orElseThrow(() -> unread(broken));
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException | RuntimeException broken) {
      throw refused(broken).orElseThrow(() -> unread(broken));
    }
  }

  private static Optional<Refusal> refused(Exception broken) {
    return Stream.<Throwable>iterate(broken, cause -> cause != null, Throwable::getCause)
        .flatMap(cause -> problem(cause).stream())
        .map(Refusal::new)
        .findFirst();
  }

  private static Optional<Problem> problem(Throwable cause) {
    return switch (cause) {
      case TimeoutException silent ->
          Optional.of(
              Problem.of(
                  ProblemKind.REQUEST_TIMEOUT,
                  "The content stopped arriving before its end. Nothing was stored; send it again."));
      case HttpException malformed ->
          Optional.of(
              Problem.of(
                  ProblemKind.BAD_REQUEST,
                  "The content ends before its declared length, or its chunks are malformed. Nothing was stored; send it again, whole."));
      default -> Optional.empty();
    };
  }

  private static IOException unread(Exception broken) {
    return broken instanceof IOException unread ? unread : new IOException(broken);
  }
}
