package io.plimsoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.ConnectionJudge.Action;
import io.plimsoll.port.ConnectionJudge.Facts;
import io.plimsoll.port.ConnectionJudge.Moment;
import io.plimsoll.port.ConnectionJudge.Verdict;
import io.plimsoll.resource.PoolLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionPolicyTest {

  private static final long SECOND = 1_000_000_000L;

  /** Life 1000 s, idle 60 s, validated after 5 s, kept alive every 20 s. */
  private final ConnectionPolicy policy =
      new ConnectionPolicy(1000 * SECOND, 60 * SECOND, 5 * SECOND, 20 * SECOND);

  private static Facts facts(Moment moment, long idle, long age, long checked, double chance) {
    return new Facts(
        moment, true, idle * SECOND, age * SECOND, checked * SECOND, chance, false, false);
  }

  @ParameterizedTest
  @CsvSource({
    // moment, idle, age, checked, chance, action
    "BORROW,  0,   1,  0,  0.5, KEEP",
    "BORROW,  4, 100,  4,  0.5, KEEP",
    "BORROW,  5, 100,  5,  0.5, VALIDATE",
    "BORROW, 59, 100, 59,  0.5, VALIDATE",
    "BORROW, 59, 100,  4,  0.5, KEEP",
    "BORROW,  4, 100, 59,  0.5, KEEP",
    "BORROW, 60, 100,  0,  0.5, RETIRE",
    "BORROW,  0, 999,  0,  0.0, KEEP",
    "BORROW,  0,1000,  0,  0.0, RETIRE",
    "BORROW,  0, 974,  0,  1.0, KEEP",
    "BORROW,  0, 975,  0,  1.0, RETIRE",
    "BORROW,  0, 987,  0,  0.5, KEEP",
    "BORROW,  0, 988,  0,  0.5, RETIRE",
    "SWEEP,  19, 100, 19,  0.5, KEEP",
    "SWEEP,  59, 100, 20,  0.5, VALIDATE",
    "SWEEP,  60, 100, 60,  0.5, RETIRE",
    "SWEEP,   0,1000,  0,  0.0, RETIRE",
    "RETURN,  0, 100, 90,  0.5, KEEP",
    "RETURN, 90, 100, 90,  0.5, KEEP",
    "RETURN,  0,1000,  0,  0.0, RETIRE",
  })
  void decidesByTheLimits(
      Moment moment, long idle, long age, long checked, double chance, Action action) {
    assertThat(policy.judge(facts(moment, idle, age, checked, chance)).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatIsClosedDiscardedOrDrainedGoesAtEachMoment(Moment moment) {
    assertThat(policy.judge(new Facts(moment, false, 0, 0, 0, 0, false, false)))
        .isEqualTo(Verdict.retire("it is closed"));
    assertThat(policy.judge(new Facts(moment, true, 0, 0, 0, 0, true, false)))
        .isEqualTo(Verdict.retire("its borrower said that it must not be lent again"));
    assertThat(policy.judge(new Facts(moment, true, 0, 0, 0, 0, false, true)))
        .isEqualTo(Verdict.retire("all that lived before are to go"));
  }

  @Test
  void reasonsSayWhatWasAndWhatIsAllowed() {
    assertThat(policy.judge(facts(Moment.SWEEP, 660, 700, 660, 0)).reason())
        .isEqualTo("lay unused for 11 min, allowed 60 s");
    assertThat(policy.judge(facts(Moment.BORROW, 0, 1080, 0, 0)).reason())
        .isEqualTo("lived 18 min, allowed 16.7 min");
    assertThat(policy.judge(facts(Moment.BORROW, 30, 40, 30, 0)).reason())
        .isEqualTo("last known to serve 30 s ago");
  }

  @Test
  void withoutKeepAliveASweepValidatesNothing() {
    ConnectionPolicy quiet = ConnectionPolicy.of(PoolLimits.usual());
    assertThat(quiet.judge(facts(Moment.SWEEP, 299, 299, 299, 0))).isEqualTo(Verdict.KEEP);
  }

  @Test
  void readsTheLimits() {
    PoolLimits limits = PoolLimits.usual().keepAlive(Duration.ofMinutes(2));
    assertThat(ConnectionPolicy.of(limits))
        .isEqualTo(new ConnectionPolicy(1800 * SECOND, 300 * SECOND, SECOND / 2, 120 * SECOND));
  }

  @Test
  void zeroMeansValidationBeforeEachLoan() {
    ConnectionPolicy strict = ConnectionPolicy.of(PoolLimits.usual().validateAfter(Duration.ZERO));
    assertThat(strict.judge(facts(Moment.BORROW, 0, 0, 0, 0)).action()).isEqualTo(Action.VALIDATE);
  }
}
