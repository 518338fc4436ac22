package dev.etagere.server.http;

import dev.etagere.conditions.HttpDate;
import java.time.Instant;
import org.eclipse.jetty.http.HttpField;

/** The Date of responses, formatted once a second. */
final class DateField {

  private record Formatted(long second, HttpField field) {}

  private volatile Formatted newest = formatted(0);

  /**
   * The field for a response that is sent now. Where the clock was set back behind the response's
   * Last-Modified, Date is that: §8.8.2.1, a modification is never later than the message that
   * tells of it.
   */
  HttpField at(long nowMillis, Response response) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    Instant modified = response.lastModified(now).orElse(now);
    return modified.isAfter(now)
        ? formatted(modified.getEpochSecond()).field()
        : of(now.getEpochSecond());
  }

  private HttpField of(long second) {
    Formatted last = newest;
    if (last.second() != second) {
      last = formatted(second);
      newest = last;
    }
    return last.field();
  }

  private static Formatted formatted(long second) {
    return new Formatted(
        second, new HttpField("Date", HttpDate.format(Instant.ofEpochSecond(second))));
  }
}
