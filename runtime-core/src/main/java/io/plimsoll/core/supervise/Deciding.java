package io.plimsoll.core.supervise;

import io.plimsoll.core.Transition;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessState;

/** Asks the policies of commands, and has what they decide taken down and counted. On the loop. */
final class Deciding {

  private final Counters counters;
  private Recorder recorder = Recorder.NONE;

  Deciding(Counters counters) {
    this.counters = counters;
  }

  /** From now on it is taken down there. Before the loop begins. */
  void recordedBy(Recorder taker) {
    recorder = taker;
  }

  /** What follows for this command. */
  Transition<SubprocessState, SubprocessEffect> on(Job job, SubprocessEvent event, long now) {
    Transition<SubprocessState, SubprocessEffect> decided = job.policy.on(job.state, event, now);
    recorder.command(job.strand, job.policy, job.state, event, now, decided);
    counters.decided(job, decided.effects(), now);
    return decided;
  }
}
