package io.plimsoll.core.subprocess;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Durations;
import io.plimsoll.core.Due;
import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessEvent.Admitted;
import io.plimsoll.core.subprocess.SubprocessEvent.Cancelled;
import io.plimsoll.core.subprocess.SubprocessEvent.Exited;
import io.plimsoll.core.subprocess.SubprocessEvent.InputEnded;
import io.plimsoll.core.subprocess.SubprocessEvent.Settled;
import io.plimsoll.core.subprocess.SubprocessEvent.StartFailed;
import io.plimsoll.core.subprocess.SubprocessEvent.Started;
import io.plimsoll.core.subprocess.SubprocessEvent.Surveyed;
import io.plimsoll.core.subprocess.SubprocessEvent.Tick;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.core.subprocess.SubprocessState.Stopping;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.Optional;
import java.util.OptionalInt;

/** What happens to a command that runs. */
record WhenRunning(SubprocessPolicy policy, SubprocessState.Running state, long now)
    implements SubprocessEvent.Cases<Transition<SubprocessState, SubprocessEffect>> {

  @Override
  public Transition<SubprocessState, SubprocessEffect> admitted(Admitted event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> started(Started event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> startFailed(StartFailed event) {
    return SubprocessPolicy.neverStarted(Optional.empty(), event.failure(), now);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> exited(Exited event) {
    return Transition.to(
        new Stopping(
            new Stop(StopCause.EXITED, ""),
            state.vitals(),
            OptionalInt.of(event.status()),
            false,
            false,
            Due.after(now, SubprocessPolicy.PATIENCE),
            policy.latestEnd(now),
            Due.after(now, SubprocessPolicy.ASK_AGAIN),
            SubprocessPolicy.ASK_AGAIN),
        new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> inputEnded(InputEnded event) {
    if (!policy.endsWithInput() || state.leaving()) {
      return Transition.stay(state);
    }
    long leaveBy = Due.after(now, policy.graceNanos());
    boolean sooner = Due.earlier(leaveBy, state.deadline()) == leaveBy;
    return Transition.to(
        new Running(
            state.vitals(), sooner ? leaveBy : state.deadline(), sooner, state.nextReading()));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> surveyed(Surveyed event) {
    Survey survey = event.survey();
    Vitals vitals = state.vitals().with(survey);
    if (policy.isOver(survey.residentBytes())) {
      return policy.kill(
          overMemory(policy, survey.residentBytes()),
          vitals,
          OptionalInt.empty(),
          policy.latestEnd(now),
          now);
    }
    return Transition.to(
        new Running(
            vitals,
            state.deadline(),
            state.leaving(),
            policy.nextReading(survey.residentBytes(), now)));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> settled(Settled event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> cancelled(Cancelled event) {
    Stop stop = event.stop();
    return event.atOnce()
        ? policy.kill(stop, state.vitals(), OptionalInt.empty(), policy.latestEnd(now), now)
        : policy.stop(stop, state.vitals(), OptionalInt.empty(), policy.latestEnd(now), now);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> tick(Tick event) {
    if (Due.reached(state.deadline(), now)) {
      return policy.stop(late(), state.vitals(), OptionalInt.empty(), policy.latestEnd(now), now);
    }
    if (Due.reached(state.nextReading(), now)) {
      return Transition.to(
          new Running(
              state.vitals(),
              state.deadline(),
              state.leaving(),
              Due.after(now, SubprocessPolicy.LONGEST_READING)),
          new SubprocessEffect.Survey(1));
    }
    return Transition.stay(state);
  }

  static Stop overMemory(SubprocessPolicy policy, long residentBytes) {
    return new Stop(
        StopCause.OVER_MEMORY,
        "its tree held %s, allowed %s"
            .formatted(ByteSize.bytes(residentBytes), ByteSize.bytes(policy.memoryLimit())));
  }

  private Stop late() {
    if (state.leaving()) {
      return new Stop(
          StopCause.INPUT_ENDED,
          "its input ended and it did not leave within " + Durations.words(policy.graceNanos()));
    }
    return new Stop(
        StopCause.TIMED_OUT,
        "ran %s, allowed %s"
            .formatted(
                Durations.words(now - state.vitals().startedAt()),
                Durations.words(policy.timeoutNanos())));
  }
}
