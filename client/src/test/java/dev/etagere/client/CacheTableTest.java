package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a private cache may do with a 200, as a table (RFC 9111 §3, §4.2, §5.2.2). */
class CacheTableTest {
  private static final Instant SENT = Instant.parse("2026-11-21T12:00:00Z");

  /** A stored reply of 12:00:00 by its {@code Date}, asked for again after some seconds. */
  private record Case(
      String control, String expires, String age, long delaySeconds, long afterSeconds) {

    Fields fields() {
      Fields fields = Fields.NONE.with("ETag", "\"a\"").with("Date", Dates.format(SENT));
      fields = control.isEmpty() ? fields : fields.with("Cache-Control", control);
      fields = expires.isEmpty() ? fields : fields.with("Expires", date(expires));
      return age.isEmpty() ? fields : fields.with("Age", age);
    }

    /** Seconds behind {@code Date}, or the value itself. */
    private static String date(String expires) {
      return expires.matches("[+-]\\d+")
          ? Dates.format(SENT.plusSeconds(Long.parseLong(expires)))
          : expires;
    }

    String decided() {
      Instant received = SENT.plusSeconds(delaySeconds);
      Reply reply = new Reply(URI.create("http://a/x"), 200, fields(), new byte[0], SENT, received);
      if (!CacheDecision.mayStore(reply)) {
        return "not stored";
      }
      StoredReply stored = new StoredReply("nobody", Fields.NONE, reply);
      Instant now = received.plusSeconds(afterSeconds);
      return switch (CacheDecision.on(Optional.of(stored), Fields.NONE, false, now)) {
        case CacheDecision.Fresh fresh -> "fresh";
        case CacheDecision.Revalidate known -> "asked";
        case CacheDecision.Miss none -> "missed";
      };
    }
  }

  @ParameterizedTest(name = "{0} | Expires {1} | Age {2} | {3} s on the way, {4} s later: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Cache-Control                 | Expires | Age   | delay | after | outcome
          ''                              | ''      | ''    | 0     | 0     | asked
          no-store                        | ''      | ''    | 0     | 0     | not stored
          NO-STORE                        | ''      | ''    | 0     | 0     | not stored
          'max-age=60, no-store'          | ''      | ''    | 0     | 0     | not stored
          'no-store, must-understand'     | ''      | ''    | 0     | 0     | not stored
          no-cache                        | +600    | ''    | 0     | 0     | asked
          'max-age=60, no-cache'          | ''      | ''    | 0     | 1     | asked
          'max-age=60, no-cache="Age"'    | ''      | ''    | 0     | 1     | asked
          private                         | ''      | ''    | 0     | 0     | asked
          'private, max-age=60'           | ''      | ''    | 0     | 1     | fresh
          'private="Set-Cookie",max-age=9'| ''      | ''    | 0     | 1     | fresh
          public                          | ''      | ''    | 0     | 0     | asked
          max-age=60                      | ''      | ''    | 0     | 59    | fresh
          max-age=60                      | ''      | ''    | 0     | 60    | asked
          Max-Age=60                      | ''      | ''    | 0     | 59    | fresh
          max-age="60"                    | ''      | ''    | 0     | 59    | fresh
          max-age=0                       | ''      | ''    | 0     | 0     | asked
          max-age=0                       | +600    | ''    | 0     | 0     | asked
          max-age=60                      | -600    | ''    | 0     | 59    | fresh
          max-age=-1                      | ''      | ''    | 0     | 0     | asked
          max-age=1.5                     | ''      | ''    | 0     | 0     | asked
          max-age                         | +600    | ''    | 0     | 0     | asked
          'max-age=60, max-age=60'        | ''      | ''    | 0     | 59    | fresh
          'max-age=60, max-age=10'        | ''      | ''    | 0     | 1     | asked
          max-age=99999999999999999999    | ''      | ''    | 0     | 99999 | fresh
          's-maxage=600'                  | ''      | ''    | 0     | 0     | asked
          'max-age=9, s-maxage=600'       | ''      | ''    | 0     | 10    | asked
          'max-age=9, s-maxage=1'         | ''      | ''    | 0     | 8     | fresh
          'max-age=9, must-revalidate'    | ''      | ''    | 0     | 8     | fresh
          'max-age=9, must-revalidate'    | ''      | ''    | 0     | 9     | asked
          'max-age=9, proxy-revalidate'   | ''      | ''    | 0     | 8     | fresh
          'max-age=9, stale-while-revalidate=99' | '' | ''  | 0     | 9     | asked
          'max-age=9, immutable'          | ''      | ''    | 0     | 9     | asked
          unknown-extension=1             | ''      | ''    | 0     | 0     | asked
          ''                              | +60     | ''    | 0     | 59    | fresh
          ''                              | +60     | ''    | 0     | 60    | asked
          ''                              | -1      | ''    | 0     | 0     | asked
          ''                              | 0       | ''    | 0     | 0     | asked
          ''                              | soon    | ''    | 0     | 0     | asked
          max-age=60                      | ''      | 10    | 0     | 49    | fresh
          max-age=60                      | ''      | 10    | 0     | 50    | asked
          max-age=60                      | ''      | 60    | 0     | 0     | asked
          max-age=60                      | ''      | x     | 0     | 59    | fresh
          max-age=60                      | ''      | -5    | 0     | 60    | asked
          max-age=60                      | ''      | ''    | 20    | 39    | fresh
          max-age=60                      | ''      | ''    | 20    | 40    | asked
          max-age=60                      | ''      | 10    | 20    | 29    | fresh
          max-age=60                      | ''      | 10    | 20    | 30    | asked
          """)
  void ofWhatWasStored(
      String control, String expires, String age, long delay, long after, String outcome) {
    assertThat(new Case(control, expires, age, delay, after).decided()).isEqualTo(outcome);
  }

  private static Reply without(String name, Fields fields) {
    return new Reply(URI.create("http://a/x"), 200, fields.without(name), new byte[0], SENT, SENT);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''             | not stored
          max-age=60     | fresh
          max-age=0      | not stored
          no-cache       | not stored
          """)
  void withoutAValidatorOnlyWhatIsFreshIsOfUse(String control, String outcome) {
    Reply reply = without("ETag", new Case(control, "", "", 0, 0).fields());
    assertThat(CacheDecision.mayStore(reply)).isEqualTo(outcome.equals("fresh"));
  }

  /** §4.2.3: a server whose clock is behind makes a reply look older, one ahead not younger. */
  @ParameterizedTest(name = "Date is {0} s off: fresh after {1} s is {2}")
  @CsvSource({"0, 59, true", "-30, 29, true", "-30, 30, false", "30, 59, true", "30, 60, false"})
  void theDateOfTheServerCounts(long offSeconds, long after, boolean fresh) {
    Fields fields =
        Fields.NONE
            .with("ETag", "\"a\"")
            .with("Cache-Control", "max-age=60")
            .with("Date", Dates.format(SENT.plusSeconds(offSeconds)));
    Reply reply = without("Age", fields);
    CacheDecision decision =
        CacheDecision.on(
            Optional.of(new StoredReply("nobody", Fields.NONE, reply)),
            Fields.NONE,
            false,
            SENT.plus(Duration.ofSeconds(after)));
    assertThat(decision instanceof CacheDecision.Fresh).isEqualTo(fresh);
  }
}
