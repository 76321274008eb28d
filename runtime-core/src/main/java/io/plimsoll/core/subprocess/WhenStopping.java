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
import io.plimsoll.core.subprocess.SubprocessState.Stopping;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.Optional;
import java.util.OptionalInt;

/** What happens to a command whose end has begun. */
record WhenStopping(SubprocessPolicy policy, SubprocessState.Stopping state, long now)
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
    if (state.empty()) {
      return settle(exit, state.vitals(), 0);
    }
    return Transition.to(
        with(
            state.vitals(),
            exit,
            false,
            Due.after(now, SubprocessPolicy.ASK_AGAIN),
            SubprocessPolicy.FIRST_PAUSE),
        new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> inputEnded(InputEnded event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> surveyed(Surveyed event) {
    Survey survey = event.survey();
    if (survey.members() == 0) {
      return nobodyFound(survey);
    }
    Vitals vitals = state.vitals().with(survey);
    if (policy.isOver(survey.residentBytes())) {
      return policy.kill(
          state.stop().cause() == StopCause.EXITED
              ? new Stop(StopCause.EXITED, "it left " + survey.words() + " behind")
              : WhenRunning.overMemory(policy, survey.residentBytes()),
          vitals,
          state.exit(),
          state.latest(),
          now);
    }
    if (state.asked()) {
      long pause = SubprocessPolicy.pause(state.exit(), state.pause());
      long look =
          Due.earlier(Due.after(now, pause), policy.nextReading(survey.residentBytes(), now));
      return Transition.to(with(vitals, state.exit(), false, look, pause));
    }
    return policy.endSurvivors()
        ? policy.stop(
            new Stop(StopCause.EXITED, "it left " + survey.words() + " behind"),
            vitals,
            state.exit(),
            state.latest(),
            now)
        : settle(state.exit(), vitals, survey.members());
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> settled(Settled event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> cancelled(Cancelled event) {
    return event.atOnce() && !spared()
        ? policy.kill(named(), state.vitals(), state.exit(), state.latest(), now)
        : Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> tick(Tick event) {
    if (Due.reached(state.killAt(), now)) {
      return graceOver();
    }
    if (Due.reached(state.nextLook(), now)) {
      return Transition.to(
          with(
              state.vitals(),
              state.exit(),
              state.empty(),
              Due.after(now, SubprocessPolicy.ASK_AGAIN),
              state.pause()),
          new SubprocessEffect.Survey(SubprocessPolicy.LOOKS));
    }
    return Transition.stay(state);
  }

  private Transition<SubprocessState, SubprocessEffect> graceOver() {
    if (spared()) {
      return settle(state.exit(), state.vitals(), state.vitals().members());
    }
    return state.asked()
        ? policy.kill(state.stop(), state.vitals(), state.exit(), state.latest(), now)
        : policy.stop(named(), state.vitals(), state.exit(), state.latest(), now);
  }

  /** The cause, also where it exited and nobody could see what it left behind. */
  private Stop named() {
    return state.stop().words().isEmpty()
        ? new Stop(state.stop().cause(), "it left behind what could not be seen in time")
        : state.stop();
  }

  private Transition<SubprocessState, SubprocessEffect> nobodyFound(Survey survey) {
    Vitals vitals = state.vitals().with(survey);
    if (survey.emptyLooks() < SubprocessPolicy.LOOKS) {
      return Transition.to(
          with(
              vitals,
              state.exit(),
              false,
              Due.after(now, SubprocessPolicy.FIRST_PAUSE),
              state.pause()));
    }
    return state.exit().isPresent()
        ? settle(state.exit(), vitals, 0)
        : Transition.to(
            with(
                vitals,
                state.exit(),
                true,
                Due.after(now, SubprocessPolicy.ASK_AGAIN),
                state.pause()));
  }

  /** Whether what is left may live on: only what a command left behind when it exited by itself. */
  private boolean spared() {
    return state.stop().cause() == StopCause.EXITED && !policy.endSurvivors();
  }

  private Stopping with(Vitals vitals, OptionalInt exit, boolean empty, long look, long pause) {
    return new Stopping(
        state.stop(),
        vitals,
        exit,
        empty,
        state.asked(),
        state.killAt(),
        state.latest(),
        look,
        pause);
  }

  private Transition<SubprocessState, SubprocessEffect> settle(
      OptionalInt exit, Vitals vitals, int left) {
    StopSignal signal = policy.firstSignal();
    Verdict verdict = new Verdicts(state.stop(), vitals, exit, left).after(state.asked(), signal);
    return SubprocessPolicy.settle(verdict, false, state.latest(), now);
  }
}
