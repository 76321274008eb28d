package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.core.memory.MemoryState.Asking;
import io.plimsoll.memory.HeapProof;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With what a proof is compared, to tell how fast the heap grows. */
class AskingTest {

  private static final long LINE = 750;

  private Asking asking = Asking.NOTHING;

  private static HeapProof at(long millis, long bytes) {
    return new HeapProof(bytes, Duration.ofMillis(millis).toNanos());
  }

  private void proven(long millis, long bytes) {
    asking = asking.proven(at(millis, bytes), LINE, 0);
  }

  /** In bytes a second. */
  private double growth(long millis, long bytes) {
    return asking.growth(at(millis, bytes)) * 1e9;
  }

  /** It seems not to have grown since the last, but has since the one before. */
  @Test
  void oneThatFollowsCloselyIsComparedWithAnOlderOneToo() {
    proven(1_000, 300);
    proven(1_280, 400);
    assertThat(growth(1_380, 400)).isCloseTo(100 / 0.38, within(1e-6));
    proven(1_380, 400);
    assertThat(asking.grown()).isEqualTo(100);
    assertThat(asking.based()).isEqualTo(at(1_000, 300));
  }

  @Test
  void oneThatFollowsAfterAQuarterOfASecondIsNot() {
    proven(1_000, 300);
    proven(1_280, 400);
    assertThat(growth(1_530, 400)).isZero();
    assertThat(growth(1_529, 400)).isPositive();
    proven(1_530, 400);
    assertThat(asking.grown()).isZero();
    assertThat(asking.based()).isEqualTo(at(1_280, 400));
  }

  @Test
  void whatIsOlderThanASecondSaysLittleOfNow() {
    proven(1_000, 300);
    for (long millis = 1_280; millis <= 1_880; millis += 200) {
      proven(millis, 400);
    }
    assertThat(asking.based()).isEqualTo(at(1_000, 300));
    assertThat(growth(2_000, 400)).isCloseTo(100, within(1e-6));
    assertThat(growth(2_001, 400)).isZero();
  }

  @Test
  void whatFollowsSoonerThanATenthOfASecondDiffersByChance() {
    proven(1_000, 300);
    assertThat(growth(1_001, 310)).isCloseTo(100, within(1e-6));
    assertThat(growth(1_200, 310)).isCloseTo(50, within(1e-6));
  }
}
