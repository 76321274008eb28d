package io.plimsoll.core.subprocess;

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
import java.util.Optional;

/** What happens to a command that waits. */
record WhenQueued(SubprocessPolicy policy, SubprocessState.Queued state, long now)
    implements SubprocessEvent.Cases<Transition<SubprocessState, SubprocessEffect>> {

  @Override
  public Transition<SubprocessState, SubprocessEffect> admitted(Admitted event) {
    return policy.launch(now);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> started(Started event) {
    return Transition.stay(state);
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> startFailed(StartFailed event) {
    return Transition.stay(state);
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
    return Transition.to(
        new SubprocessState.Ended(cancelledVerdict(event)),
        new SubprocessEffect.Conclude(cancelledVerdict(event)));
  }

  @Override
  public Transition<SubprocessState, SubprocessEffect> tick(Tick event) {
    return Transition.stay(state);
  }

  private Verdict cancelledVerdict(Cancelled event) {
    return Verdict.neverRan(
        event.stop().neverRan(),
        (event.shed() ? "given up" : "cancelled") + " before it started: " + event.words(),
        Optional.empty(),
        now);
  }
}
