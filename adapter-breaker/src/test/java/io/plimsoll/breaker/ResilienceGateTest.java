package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResilienceGateTest {

  private final VirtualTime time = new VirtualTime();
  private final ResilienceGate gate = new ResilienceGate(time);

  private int admitted(int asked) {
    int admitted = 0;
    for (int i = 0; i < asked; i++) {
      admitted += gate.admits() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void anOpenGateAdmitsAll() {
    assertThat(admitted(10_000)).isEqualTo(10_000);
    assertThat(gate.state()).isEqualTo("open");
  }

  @Test
  void aShutGateAdmitsNothingHoweverLong() {
    gate.shut();
    assertThat(admitted(100)).isZero();
    time.advance(Duration.ofDays(1));
    assertThat(admitted(100)).isZero();
    assertThat(gate.state()).isEqualTo("shut");
  }

  @Test
  void onTrialSomeAreAdmittedEachSecond() {
    gate.shut();
    gate.trial();
    assertThat(gate.state()).isEqualTo("trial");
    assertThat(admitted(100)).isEqualTo(ResilienceGate.TRIALS);
    time.advance(Duration.ofMillis(999));
    assertThat(admitted(100)).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(admitted(100)).isEqualTo(ResilienceGate.TRIALS);
  }

  @Test
  void permissionsAreNeverLostHoweverLongTheTrial() {
    gate.shut();
    gate.trial();
    for (int second = 0; second < 3_600; second++) {
      assertThat(admitted(2 * ResilienceGate.TRIALS)).isEqualTo(ResilienceGate.TRIALS);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(gate.state()).isEqualTo("trial");
  }

  @Test
  void aTrialAfterATrialHasAllItsPermissionsAndNoMore() {
    for (int round = 0; round < 50; round++) {
      gate.shut();
      gate.shut();
      gate.trial();
      assertThat(admitted(100)).isEqualTo(ResilienceGate.TRIALS);
      gate.trial();
      assertThat(admitted(100)).as("told twice").isZero();
      if (round % 2 == 0) {
        gate.open();
        gate.open();
      }
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(admitted(100)).isIn(ResilienceGate.TRIALS, 100);
  }

  @Test
  void itOpensAgain() {
    gate.shut();
    gate.trial();
    gate.open();
    assertThat(admitted(100)).isEqualTo(100);
  }

  @Test
  void itNeedsNoThread() {
    gate.shut();
    gate.trial();
    admitted(10);
    gate.close();
    gate.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("CircuitBreaker"));
  }
}
