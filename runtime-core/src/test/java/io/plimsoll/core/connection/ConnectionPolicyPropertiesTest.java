package io.plimsoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.ConnectionJudge.Action;
import io.plimsoll.port.ConnectionJudge.Facts;
import io.plimsoll.port.ConnectionJudge.Moment;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for all facts. */
class ConnectionPolicyPropertiesTest {

  private static final long HOUR = 3_600_000_000_000L;

  private final ConnectionPolicy policy =
      new ConnectionPolicy(HOUR, HOUR / 12, HOUR / 7200, HOUR / 60);

  @Property
  void nothingClosedDiscardedOrDrainedIsEverKept(
      @ForAll Moment moment,
      @ForAll boolean open,
      @ForAll @LongRange(min = 0, max = 2 * HOUR) long idle,
      @ForAll @LongRange(min = 0, max = 2 * HOUR) long age,
      @ForAll @LongRange(min = 0, max = 2 * HOUR) long checked,
      @ForAll @DoubleRange(min = 0, max = 1) double chance,
      @ForAll boolean discarded,
      @ForAll boolean draining) {
    Facts facts = new Facts(moment, open, idle, age, checked, chance, discarded, draining);
    if (!open || discarded || draining || age >= HOUR) {
      assertThat(policy.judge(facts).action()).isEqualTo(Action.RETIRE);
    }
    assertThat(policy.judge(facts).reason()).isNotBlank();
    assertThat(policy.judge(facts)).isEqualTo(policy.judge(facts));
  }

  @Property
  void chanceTakesAtMostTwoAndAHalfPercentOfALife(
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    assertThat(policy.lifeFor(chance)).isBetween((long) (HOUR * 0.975), HOUR);
  }

  @Property
  void gettingOlderNeverMakesAConnectionFit(
      @ForAll Moment moment,
      @ForAll @LongRange(min = 0, max = HOUR) long age,
      @ForAll @LongRange(min = 0, max = HOUR) long more,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    Facts young = new Facts(moment, true, 0, age, 0, chance, false, false);
    Facts old = new Facts(moment, true, 0, age + more, 0, chance, false, false);
    if (policy.judge(young).action() == Action.RETIRE) {
      assertThat(policy.judge(old).action()).isEqualTo(Action.RETIRE);
    }
  }
}
