package dev.etagere.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Content has to arrive at some pace")
class PaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final PacedContent paced =
      new PacedContent(new ByteArrayInputStream(new byte[100_000]), new Pace(PATIENCE, now::get));

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  @DisplayName("while patience lasts any pace will do")
  void patience() throws IOException {
    pass(PATIENCE);

    assertThat(paced.read()).isZero();
  }

  @Test
  @DisplayName("after it, too few bytes are refused with 408")
  void tooSlow() {
    pass(PATIENCE.plusSeconds(1));

    assertThatThrownBy(paced::read)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.REQUEST_TIMEOUT));
  }

  @Test
  @DisplayName("after it, enough bytes are taken")
  void fastEnough() throws IOException {
    assertThat(paced.readNBytes(50_000)).hasSize(50_000);
    pass(PATIENCE.plusSeconds(60));

    assertThat(paced.readNBytes(50_000)).hasSize(50_000);
  }
}
