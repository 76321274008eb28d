package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.growth.Growth.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules right at their borders. */
class GrowthPolicyTest {

  private static final double FLOOR = 10;

  private final GrowthPolicy policy = GrowthPolicy.usual();
  private Growth growth = policy.start(0);

  /** One that just grows: z over 2.33, a rise over each of the three, and no slower at its end. */
  private static Trend trend(
      double z, double rise, double noise, double median, double late, double last) {
    return new Trend(z, 2, 1, 3, late, last, rise, noise, median, 5, 100);
  }

  private static final Trend GROWS = trend(2.34, 31, 10, 300, 1, 1);
  private static final Trend FLAT = trend(0, 0, 10, 300, 0, 0);

  private boolean grows(Trend trend) {
    return policy.next(growth, trend, FLOOR, 128).agreed() == 1;
  }

  @Test
  void eachConditionIsNeeded() {
    assertThat(grows(GROWS)).isTrue();
    assertThat(grows(trend(2.33, 31, 10, 300, 1, 1))).as("by chance").isFalse();
    assertThat(grows(trend(2.34, 30, 10, 0, 1, 1))).as("three times its noise").isFalse();
    assertThat(grows(trend(2.34, 30, 0, 300, 1, 1))).as("a tenth of its median").isFalse();
    assertThat(grows(trend(2.34, 10, 0, 0, 1, 1))).as("the floor").isFalse();
    assertThat(grows(trend(2.34, 10.1, 0, 0, 1, 1))).isTrue();
    assertThat(grows(trend(2.34, 31, 10, 300, 0.99, 1))).as("becomes slower").isFalse();
    assertThat(grows(trend(2.34, 31, 10, 300, 1, 0.99))).as("has ended").isFalse();
  }

  private State judged(Trend trend, int times) {
    for (int i = 0; i < times; i++) {
      growth = policy.next(growth, trend, FLOOR, 128 + i);
    }
    assertThat(growth.trend()).contains(trend);
    assertThat(growth.judgedAt()).isEqualTo(127 + times);
    return growth.state();
  }

  @Test
  void fiveInARowMakeItSuspectAndTenConfirmIt() {
    assertThat(judged(GROWS, 4)).isEqualTo(State.QUIET);
    assertThat(judged(GROWS, 1)).isEqualTo(State.SUSPECT);
    assertThat(judged(GROWS, 4)).isEqualTo(State.SUSPECT);
    assertThat(judged(GROWS, 1)).isEqualTo(State.CONFIRMED);
  }

  @Test
  void oneThatDisagreesBeginsTheRowAnew() {
    judged(GROWS, 4);
    judged(FLAT, 1);
    assertThat(judged(GROWS, 4)).isEqualTo(State.QUIET);
    assertThat(judged(GROWS, 1)).isEqualTo(State.SUSPECT);
  }

  @Test
  void whatIsConfirmedStaysSoThoughItIsDoubtedForAWhile() {
    judged(GROWS, 10);
    assertThat(judged(FLAT, 4)).isEqualTo(State.CONFIRMED);
    assertThat(judged(GROWS, 5)).isEqualTo(State.CONFIRMED);
  }

  @Test
  void fiveInARowClearIt() {
    judged(GROWS, 10);
    judged(FLAT, 4);
    assertThat(judged(FLAT, 1)).isEqualTo(State.CLEARED);
    assertThat(growth.isAccused()).isFalse();
    assertThat(judged(FLAT, 9)).isEqualTo(State.CLEARED);
    assertThat(judged(GROWS, 5)).isEqualTo(State.SUSPECT);
    assertThat(growth.isAccused()).isTrue();
    assertThat(judged(FLAT, 5)).isEqualTo(State.CLEARED);
  }

  @Test
  void whatNobodyAccusedIsNotCleared() {
    assertThat(judged(FLAT, 20)).isEqualTo(State.QUIET);
    assertThat(judged(GROWS, 4)).isEqualTo(State.QUIET);
    assertThat(judged(FLAT, 5)).isEqualTo(State.QUIET);
  }

  @Test
  void seriesThatBeginTogetherAreNotJudgedAtOnce() {
    assertThat(policy.start(0).judgedAt()).isEqualTo(120);
    assertThat(policy.start(3).judgedAt()).isEqualTo(123);
    assertThat(policy.start(8).judgedAt()).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 1, 1, 1, 0, 0",
    "8, 0, 1, 1, 0, 0",
    "8, 1, 0, 1, 0, 0",
    "8, 1, 1, 0, 0, 0",
    "8, 1, 1, 1, -1, 0",
    "8, 1, 1, 1, 0, -1"
  })
  void figuresThatMeanNothingAreRefusedWithARemedy(
      int fewest, int every, int inRow, double z, double part, double noises) {
    assertThatThrownBy(() -> new GrowthPolicy(fewest, every, inRow, z, part, noises))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("try 128, 8, 5, 2.33, 0.1 and 3");
  }

  @Test
  void theLeastFiguresAreAllowed() {
    assertThatCode(() -> new GrowthPolicy(8, 1, 1, 0.001, 0, 0)).doesNotThrowAnyException();
  }
}
