package io.plimsoll.core.supervise;

import io.plimsoll.core.Bounded;
import io.plimsoll.core.Due;
import io.plimsoll.port.Timers;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which job goes on when by time alone. Keeps one timer set for the earliest of them. Used by the
 * loop only.
 */
final class Agenda {

  private final Timers timers;
  private final Runnable wake;

  @Bounded("one entry for each accepted job, whose number is bounded at the door")
  private final TreeSet<Job> jobs = new TreeSet<>(Order.BY_DUE);

  private Timers.@Nullable Timer timer;
  private long timerDue = Due.NEVER;

  Agenda(Timers timers, Runnable wake) {
    this.timers = timers;
    this.wake = wake;
  }

  /** The earliest first; of those of one time the one that was accepted first. */
  private enum Order implements Comparator<Job> {
    BY_DUE;

    @Override
    public int compare(Job a, Job b) {
      int byDue = Due.compare(a.due, b.due);
      return byDue != 0 ? byDue : Long.compare(a.number, b.number);
    }
  }

  /** The job goes on at that time; {@link Due#NEVER} takes it off. */
  void set(Job job, long due) {
    jobs.remove(job);
    job.due = due;
    if (due != Due.NEVER) {
      jobs.add(job);
    }
  }

  /** Takes off a job whose time has come. */
  Optional<Job> takeDue(long now) {
    if (jobs.isEmpty() || !Due.reached(jobs.first().due, now)) {
      return Optional.empty();
    }
    Job job = jobs.first();
    set(job, Due.NEVER);
    return Optional.of(job);
  }

  /** Sees to it that the loop is woken for the earliest job, perhaps too early. */
  void arm() {
    long first = jobs.isEmpty() ? Due.NEVER : jobs.first().due;
    if (Due.compare(timerDue, first) <= 0) {
      return;
    }
    Timers.Timer next =
        timers.at(first, wake); // throws where no thread is to be had: nothing is set then
    if (timer != null) {
      timer.cancel();
    }
    timerDue = first;
    timer = next;
  }

  /** The timer has fired. */
  void fired() {
    timerDue = Due.NEVER;
    timer = null;
  }

  int size() {
    return jobs.size();
  }
}
