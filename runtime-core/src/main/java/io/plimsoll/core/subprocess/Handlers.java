package io.plimsoll.core.subprocess;

import io.plimsoll.core.Transition;
import io.plimsoll.core.subprocess.SubprocessState.Ended;
import io.plimsoll.core.subprocess.SubprocessState.Killing;
import io.plimsoll.core.subprocess.SubprocessState.Queued;
import io.plimsoll.core.subprocess.SubprocessState.Running;
import io.plimsoll.core.subprocess.SubprocessState.Settling;
import io.plimsoll.core.subprocess.SubprocessState.Starting;
import io.plimsoll.core.subprocess.SubprocessState.Stopping;

/** Finds what answers the events of a state. */
record Handlers(SubprocessPolicy policy, long now)
    implements SubprocessState.Cases<
        SubprocessEvent.Cases<Transition<SubprocessState, SubprocessEffect>>> {

  @Override
  public WhenQueued queued(Queued state) {
    return new WhenQueued(policy, state, now);
  }

  @Override
  public WhenStarting starting(Starting state) {
    return new WhenStarting(policy, state, now);
  }

  @Override
  public WhenRunning running(Running state) {
    return new WhenRunning(policy, state, now);
  }

  @Override
  public WhenStopping stopping(Stopping state) {
    return new WhenStopping(policy, state, now);
  }

  @Override
  public WhenKilling killing(Killing state) {
    return new WhenKilling(policy, state, now);
  }

  @Override
  public WhenSettling settling(Settling state) {
    return new WhenSettling(state, now);
  }

  @Override
  public WhenEnded ended(Ended state) {
    return new WhenEnded(state);
  }
}
