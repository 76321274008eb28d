package io.plimsoll.verification.chaos;

import io.plimsoll.port.Timers;
import io.plimsoll.testkit.VirtualTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Timers of virtual time that fire late: what comes due in a sleep is done at its end, at once. */
final class SleepyTimers implements Timers {

  private final VirtualTime time;
  // At most one for each timer that is set.
  private final Map<Object, Runnable> held = new LinkedHashMap<>();
  private boolean asleep;

  SleepyTimers(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Timer at(long dueNanos, Runnable task) {
    Object own = new Object();
    Timer timer = time.at(dueNanos, () -> fire(own, task));
    return () -> {
      timer.cancel();
      held.remove(own);
    };
  }

  private void fire(Object own, Runnable task) {
    if (asleep) {
      held.put(own, task);
    } else {
      task.run();
    }
  }

  boolean isAsleep() {
    return asleep;
  }

  void sleep() {
    asleep = true;
  }

  void wake() {
    asleep = false;
    List<Runnable> due = List.copyOf(held.values());
    held.clear();
    due.forEach(Runnable::run);
  }
}
