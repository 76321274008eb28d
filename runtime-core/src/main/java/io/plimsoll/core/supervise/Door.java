package io.plimsoll.core.supervise;

import io.plimsoll.command.Durations;
import io.plimsoll.command.RefusedException;
import io.plimsoll.port.AdmissionGate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where new work comes in, past the gate of the load line where there is one. Any thread. */
final class Door {

  private final UnaryOperator<RefusedException> counted;
  private volatile @Nullable AdmissionGate gate;

  /**
   * A door without a gate.
   *
   * @param counted counts a refusal, and answers it
   */
  Door(UnaryOperator<RefusedException> counted) {
    this.counted = counted;
  }

  /** New work passes this gate from now on. */
  void guardedBy(AdmissionGate newest) {
    gate = newest;
  }

  /**
   * Lets work in, or not.
   *
   * @throws RefusedException when no new work is taken now
   */
  void pass() {
    if (!admits()) {
      throw counted.apply(refusal());
    }
  }

  /**
   * Waits until work is let in, and answers how much of the time is left.
   *
   * @param stillWanted is called now and then; what it throws ends the waiting
   */
  long await(Duration wait, Runnable stillWanted) throws InterruptedException {
    long left = Durations.patience(wait);
    while (!admits()) {
      if (left <= 0) {
        throw counted.apply(refusal());
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, Supervisor.LOOK_AGAIN));
      stillWanted.run();
      left -= Supervisor.LOOK_AGAIN;
    }
    return Math.max(0, left);
  }

  private boolean admits() {
    AdmissionGate now = gate;
    return now == null || now.admits();
  }

  private static RefusedException refusal() {
    return new RefusedException(
        RefusedException.Reason.LOAD_LINE,
        "command: the memory is at the load line, and no new work is taken; try later, or raise memory.limit",
        Supervisor.TRY_LATER);
  }
}
