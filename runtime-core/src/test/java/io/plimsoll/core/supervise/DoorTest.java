package io.plimsoll.core.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdmissionGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who waits at the door, and for how long. */
class DoorTest {

  /** So short that nobody notices the waiting. */
  private static final long MOMENT = 1;

  private final List<RefusedException.Reason> refused = new ArrayList<>();
  private final Door door =
      new Door(
          refusal -> {
            refused.add(refusal.reason());
            return refusal;
          });
  private final AtomicInteger asked = new AtomicInteger();

  /** A gate that is shut for so many looks, and open from then on. */
  private static final class Gate implements AdmissionGate {
    private final int shutFor;
    private int looks;

    Gate(int shutFor) {
      this.shutFor = shutFor;
    }

    @Override
    public boolean admits() {
      looks++;
      return looks > shutFor;
    }

    @Override
    public void open() {}

    @Override
    public void trial() {}

    @Override
    public void shut() {}

    @Override
    public String state() {
      return looks + " looks";
    }

    @Override
    public void close() {}
  }

  private Gate guarded(int shutFor) {
    Gate gate = new Gate(shutFor);
    door.guardedBy(gate);
    return gate;
  }

  @Test
  void whoFindsItOpenKeepsAllOfTheTime() throws InterruptedException {
    assertThat(door.await(Duration.ofNanos(MOMENT), asked::incrementAndGet)).isEqualTo(MOMENT);
    guarded(0);
    assertThat(door.await(Duration.ofNanos(MOMENT), asked::incrementAndGet)).isEqualTo(MOMENT);
    assertThat(asked).hasValue(0);
  }

  @Test
  void whoWaitsIsLetInWhenTheGateOpens() throws InterruptedException {
    Gate gate = guarded(1);
    assertThat(door.await(Duration.ofNanos(MOMENT), asked::incrementAndGet)).isZero();
    assertThat(gate.looks).isEqualTo(2);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoHasNoTimeIsRefusedAfterOneLook() {
    Gate gate = guarded(1);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> door.await(Duration.ofSeconds(Long.MIN_VALUE), asked::incrementAndGet))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.LOAD_LINE));
    assertThat(gate.looks).isEqualTo(1);
    assertThat(refused).containsExactly(RefusedException.Reason.LOAD_LINE);
    assertThat(asked).hasValue(0);
  }

  @Test
  void whoIsNotWantedAnyMoreWaitsNoLonger() {
    Gate gate = guarded(5);
    assertThatThrownBy(
            () ->
                door.await(
                    Duration.ofNanos(MOMENT),
                    () -> {
                      throw new IllegalStateException("not wanted any more");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not wanted any more");
    assertThat(gate.looks).isEqualTo(1);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    guarded(5);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> door.await(Duration.ofNanos(MOMENT), asked::incrementAndGet))
          .isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted(); // whatever came of it, the next test is not interrupted
    }
    assertThat(asked).hasValue(0);
  }
}
