package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectorClockTest {

  private static final long MILLI = 1_000_000;

  private final CollectorClock clock = new CollectorClock();

  @Test
  void theQuickestThatWasHeardShowsHowTheClocksStand() {
    assertThat(clock.heard(100, 1_050 * MILLI)).isZero();
    assertThat(clock.nanos(100)).isEqualTo(1_050 * MILLI);
    assertThat(clock.heard(200, 1_120 * MILLI)).as("30 ms quicker").isZero();
    assertThat(clock.nanos(100)).isEqualTo(1_020 * MILLI);
    assertThat(clock.heard(300, 1_227 * MILLI)).isEqualTo(7 * MILLI);
    assertThat(clock.nanos(300)).isEqualTo(1_220 * MILLI);
  }

  @Test
  void aTickerThatWrapsAroundIsNoTrouble() {
    long nearTheEnd = Long.MAX_VALUE - MILLI;
    assertThat(clock.heard(100, nearTheEnd)).isZero();
    assertThat(clock.heard(102, nearTheEnd + 3 * MILLI)).isEqualTo(MILLI);
    assertThat(clock.nanos(102) - nearTheEnd).isEqualTo(2 * MILLI);
  }
}
