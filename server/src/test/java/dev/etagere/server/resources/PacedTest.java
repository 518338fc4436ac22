package dev.etagere.server.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Content has to arrive at some pace")
class PacedTest {

  private final AtomicLong now = new AtomicLong();
  private final Paced paced = new Paced(new ByteArrayInputStream(new byte[100_000]), now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  @DisplayName("within the grace any pace will do")
  void grace() throws IOException {
    pass(Paced.GRACE);

    assertThat(paced.read()).isZero();
  }

  @Test
  @DisplayName("after it, too few bytes are refused with 408")
  void tooSlow() {
    pass(Paced.GRACE.plusSeconds(1));

    assertThatThrownBy(paced::read)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.REQUEST_TIMEOUT));
  }

  @Test
  @DisplayName("after it, enough bytes are taken")
  void fastEnough() throws IOException {
    assertThat(paced.readNBytes(50_000)).hasSize(50_000);
    pass(Paced.GRACE.plusSeconds(60));

    assertThat(paced.readNBytes(50_000)).hasSize(50_000);
  }
}
