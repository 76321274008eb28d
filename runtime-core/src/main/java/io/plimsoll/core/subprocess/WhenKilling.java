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
        : Transition.to(exitedWith(exit), new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
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
          : Transition.to(seen(vitals, true, false, Due.NEVER, state.pause()));
    }
    boolean stuck = survey.deaf() > 0;
    long pause = SubprocessPolicy.pause(state.exit(), state.pause());
    return Transition.to(seen(vitals, false, stuck, Due.after(now, pause), pause));
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
    Patience patience = state.patience();
    if (patience.isOver(now)) {
      return patience.hasMore(state.stuck() || state.empty(), now)
          ? killAgain(patience.more(now))
          : settle(state.exit(), state.vitals(), state.vitals().members());
    }
    return Due.reached(state.nextLook(), now) ? killAgain(patience) : Transition.stay(state);
  }

  private Transition<SubprocessState, SubprocessEffect> killAgain(Patience patience) {
    return Transition.to(
        new Killing(
            state.stop(),
            state.vitals(),
            state.exit(),
            state.self(),
            state.empty(),
            state.stuck(),
            patience,
            Due.after(now, SubprocessPolicy.ASK_AGAIN),
            state.pause()),
        new SubprocessEffect.Signal(StopSignal.KILL, state.stop().words()),
        new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
  }

  private Killing exitedWith(OptionalInt exit) {
    return new Killing(
        state.stop(),
        state.vitals(),
        exit,
        state.self(),
        false,
        state.stuck(),
        state.patience(),
        Due.after(now, SubprocessPolicy.ASK_AGAIN),
        SubprocessPolicy.FIRST_PAUSE);
  }

  private Killing seen(Vitals vitals, boolean empty, boolean stuck, long look, long pause) {
    return new Killing(
        state.stop(),
        vitals,
        state.exit(),
        state.self(),
        empty,
        stuck,
        state.patience(),
        look,
        pause);
  }

  private Transition<SubprocessState, SubprocessEffect> settle(
      OptionalInt exit, Vitals vitals, int left) {
    Verdict verdict =
        new Verdicts(state.stop(), vitals, exit, left)
            .afterKill(state.self(), policy.firstSignal());
    return SubprocessPolicy.settle(verdict, true, state.patience().deadEnd(), now);
  }
}
