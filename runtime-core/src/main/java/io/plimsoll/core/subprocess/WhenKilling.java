package io.plimsoll.core.subprocess;

import io.plimsoll.command.StopSignal;
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
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.Optional;
import java.util.OptionalInt;

/** What happens to a command that is being killed. */
record WhenKilling(SubprocessPolicy policy, SubprocessState.Killing state, long now)
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
    return state.exit().isPresent()
        ? Transition.stay(state)
        : SubprocessPolicy.neverStarted(Optional.of(state.stop()), event.failure(), now);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> exited(Exited event) {
    OptionalInt exit = OptionalInt.of(event.status());
    return state.empty()
        ? settle(exit, state.vitals(), 0)
        : Transition.to(with(state.vitals(), exit, false, state.nextLook(), state.pause()));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> inputEnded(InputEnded event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> surveyed(Surveyed event) {
    Survey survey = event.survey();
    Vitals vitals = state.vitals().with(survey);
    if (survey.members() == 0 && survey.emptyLooks() >= SubprocessPolicy.LOOKS) {
      return state.exit().isPresent()
          ? settle(state.exit(), vitals, 0)
          : Transition.to(with(vitals, state.exit(), true, Due.NEVER, state.pause()));
    }
    long pause = Math.min(SubprocessPolicy.LONGEST_PAUSE, state.pause() * 2);
    return Transition.to(with(vitals, state.exit(), false, Due.after(now, pause), pause));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> settled(Settled event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> cancelled(Cancelled event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> tick(Tick event) {
    if (Due.reached(state.giveUpAt(), now)) {
      return settle(state.exit(), state.vitals(), state.vitals().members());
    }
    if (Due.reached(state.nextLook(), now)) {
      return Transition.to(
          with(
              state.vitals(),
              state.exit(),
              state.empty(),
              Due.after(now, SubprocessPolicy.ASK_AGAIN),
              state.pause()),
          new SubprocessEffect.Signal(StopSignal.KILL, state.stop().words()),
          new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
    }
    return Transition.stay(state);
  }

  private Killing with(Vitals vitals, OptionalInt exit, boolean empty, long look, long pause) {
    return new Killing(
        state.stop(),
        vitals,
        exit,
        state.self(),
        empty,
        state.giveUpAt(),
        state.deadEnd(),
        look,
        pause);
  }

  private Transition<SubprocessState, SubprocessEffect> settle(
      OptionalInt exit, Vitals vitals, int left) {
    Verdict verdict =
        new Verdicts(state.stop(), vitals, exit, left)
            .afterKill(state.self(), policy.firstSignal());
    return SubprocessPolicy.settle(verdict, true, state.deadEnd(), now);
  }
}
