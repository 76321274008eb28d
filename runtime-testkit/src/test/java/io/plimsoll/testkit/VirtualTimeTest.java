package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualTimeTest {

  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 3, Long.MIN_VALUE, 17})
  void timersFireInOrderOfTheirDueTimesFromAnyOrigin(long origin) {
    VirtualTime time = new VirtualTime(origin, DAY);
    List<String> fired = new ArrayList<>();
    time.at(origin + 20, () -> fired.add("second at " + (time.nanos() - origin)));
    time.at(origin + 10, () -> fired.add("first at " + (time.nanos() - origin)));
    time.at(origin + 20, () -> fired.add("third at " + (time.nanos() - origin)));
    time.at(origin + 31, () -> fired.add("too late"));
    time.advance(Duration.ofNanos(30));
    assertThat(fired).containsExactly("first at 10", "second at 20", "third at 20");
    assertThat(time.nanos()).isEqualTo(origin + 30);
    assertThat(time.timersSet()).isEqualTo(1);
  }

  @Test
  void aTimerSetByATimerFiresInTheSameAdvance() {
    VirtualTime time = new VirtualTime();
    List<Long> fired = new ArrayList<>();
    time.after(
        Duration.ofNanos(5), () -> time.after(Duration.ofNanos(5), () -> fired.add(time.nanos())));
    time.advance(Duration.ofNanos(10));
    assertThat(fired).containsExactly(10L);
  }

  @Test
  void aTimerForThePastFiresAtTheNextAdvanceAndTimeStaysPut() {
    VirtualTime time = new VirtualTime(100, DAY);
    List<Long> fired = new ArrayList<>();
    time.at(40, () -> fired.add(time.nanos()));
    assertThat(time.untilNext()).isEqualTo(Duration.ZERO);
    time.advance(Duration.ZERO);
    assertThat(fired).containsExactly(100L);
  }

  @Test
  void aCancelledTimerDoesNotFireAndCancellingAgainIsHarmless() {
    VirtualTime time = new VirtualTime();
    List<Long> fired = new ArrayList<>();
    Timer timer = time.after(Duration.ofNanos(5), () -> fired.add(time.nanos()));
    timer.cancel();
    timer.cancel();
    time.advance(Duration.ofDays(1));
    assertThat(fired).isEmpty();
    assertThat(time.untilNext()).isNegative();
  }

  @Test
  void theTimeOfDayMovesAlongAndMayJump() {
    VirtualTime time = new VirtualTime(7, DAY);
    time.advance(Duration.ofSeconds(2));
    time.jumpWall(Duration.ofHours(-1));
    assertThat(time.wallTime()).isEqualTo(DAY.plusSeconds(2).minusSeconds(3600));
    assertThat(time.nanos()).isEqualTo(7 + 2_000_000_000L);
  }

  @Test
  void timeNeverGoesBackAndIsNotMovedByItsTimers() {
    VirtualTime time = new VirtualTime();
    assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not go back");
    time.after(Duration.ZERO, () -> time.advance(Duration.ZERO));
    assertThatThrownBy(() -> time.advance(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }
}
