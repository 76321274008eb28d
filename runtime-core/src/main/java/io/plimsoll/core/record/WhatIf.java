package io.plimsoll.core.record;

import io.plimsoll.core.Bounded;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has recorded events decided by other policies beside the recorded ones, and tells where the
 * decisions differ: in the phase or stage, or in what is to be done but for looking again. Other
 * due times alone are no difference until they come. For one thread.
 */
public final class WhatIf {

  /** So many due times that pass between two events are followed; more would be a circle. */
  private static final int MOST_TICKS = 10_000;

  private final Otherwise otherwise;
  private final Consumer<Difference> to;

  @Bounded(
      "the commands that were live at once in the recorded runtime, as far as they are recorded")
  private final Map<Long, Course> courses = new HashMap<>();

  /** How a strand would have gone so far. */
  private static final class Course {

    private final Object policy;
    private Object state;
    private boolean differs;

    Course(Object policy, Object state) {
      this.policy = policy;
      this.state = state;
    }
  }

  /** Compares with these policies, and tells the differences. */
  public WhatIf(Otherwise otherwise, Consumer<Difference> to) {
    this.otherwise = otherwise;
    this.to = to;
  }

  /** The next recorded decision. */
  public void on(Replayed step) {
    Course course = courses.get(step.strand());
    if (course == null || step.before() instanceof SubprocessState.Queued) {
      // What waits has decided nothing yet; a next attempt begins anew.
      course = new Course(otherwise.policy(step.policy()), step.before());
      courses.put(step.strand(), course);
    }
    passTime(course, step);
    if (!(course.state instanceof SubprocessState.Ended)) {
      Object event = otherwise.event(step.event());
      decide(course, step, event, step.now(), Optional.of(step));
    }
    if (step.decided().next() instanceof SubprocessState.Ended) {
      courses.remove(step.strand());
    }
  }

  /** How many strands are known that may go on. */
  int live() {
    return courses.size();
  }

  /** Due times of its own that have come since the event before. */
  private void passTime(Course course, Replayed step) {
    for (int i = 0; i < MOST_TICKS; i++) {
      long due = due(course.state);
      if (due == due(step.before()) || !Due.reached(due, step.now())) {
        return;
      }
      decide(course, step, new SubprocessEvent.Tick(), due, Optional.empty());
    }
  }

  private static long due(Object state) {
    return state instanceof SubprocessState command ? command.due() : Due.NEVER;
  }

  private void decide(
      Course course, Replayed step, Object event, long now, Optional<Replayed> recorded) {
    Object before = course.state;
    Transition<?, ?> decided = Replayer.decide(course.policy, before, event, now);
    course.state = decided.next();
    Shown would = Shown.of(decided);
    Shown was =
        recorded.isPresent()
            ? Shown.of(recorded.get().decided())
            : new Shown(Shown.of(before), List.of());
    if (!would.equals(was)) {
      long earlier = step.now() - now;
      to.accept(
          new Difference(
              step.strand(),
              step.at().minusNanos(earlier),
              step.wall().minusNanos(earlier),
              event,
              before,
              decided,
              recorded,
              course.differs));
      course.differs = true;
    }
  }
}
