package io.plimsoll.core.subprocess;

import io.plimsoll.command.Durations;
import io.plimsoll.command.OutcomeKind;
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
import io.plimsoll.core.subprocess.SubprocessState.Starting;
import java.util.Optional;
import java.util.OptionalInt;

/** What happens to a command that the launcher was asked to start. */
record WhenStarting(SubprocessPolicy policy, SubprocessState.Starting state, long now)
    implements SubprocessEvent.Cases<Transition<SubprocessState, SubprocessEffect>> {

  @Override
  public Transition<SubprocessState, SubprocessEffect> admitted(Admitted event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> started(Started event) {
    Vitals vitals = Vitals.startedAt(event.atNanos());
    if (state.stop().isPresent()) {
      Stop stop = state.stop().get();
      return state.atOnce()
          ? policy.kill(stop, vitals, OptionalInt.empty(), state.latest(), now)
          : policy.stop(stop, vitals, OptionalInt.empty(), state.latest(), now);
    }
    long deadline =
        policy.timeoutNanos() == 0 ? Due.NEVER : Due.after(event.atNanos(), policy.timeoutNanos());
    return Transition.to(new Running(vitals, deadline, false, policy.nextReading(0, now)));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> startFailed(StartFailed event) {
    return SubprocessPolicy.neverStarted(state.stop(), event.failure(), now);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> exited(Exited event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> inputEnded(InputEnded event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> surveyed(Surveyed event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> settled(Settled event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> cancelled(Cancelled event) {
    Stop stop = event.stop();
    long latest =
        event.atOnce() ? Due.after(now, SubprocessPolicy.AFTER_GRACE) : policy.latestEnd(now);
    return Transition.to(
        new Starting(
            state.since(),
            Due.earlier(state.due(), Due.after(now, SubprocessPolicy.PATIENCE)),
            Optional.of(state.stop().orElse(stop)),
            state.atOnce() || event.atOnce(),
            Due.earlier(state.latest(), latest)));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> tick(Tick event) {
    return Due.reached(state.due(), now)
        ? SubprocessPolicy.giveUp(givenUp())
        : Transition.stay(state);
  }

  private Verdict givenUp() {
    String words = "had not started after " + Durations.words(now - state.since());
    if (state.stop().isPresent()) {
      Stop stop = state.stop().get();
      return Verdict.neverRan(stop.neverRan(), stop.words() + "; " + words, Optional.empty(), now);
    }
    boolean late =
        policy.timeoutNanos() > 0 && policy.timeoutNanos() <= SubprocessPolicy.START_LIMIT;
    return Verdict.neverRan(
        late ? OutcomeKind.TIMED_OUT : OutcomeKind.NOT_STARTED, words, Optional.empty(), now);
  }
}
