package io.plimsoll.testkit;

import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.resource.PoolLimits;

/**
 * A judge that keeps the limits of a pool in the plainest way, for tests of pools without the core.
 *
 * @param limits what it keeps
 * @since 0.1.0
 */
public record LimitsJudge(PoolLimits limits) implements ConnectionJudge {

  @Override
  public Verdict judge(Facts facts) {
    if (facts.discarded() || facts.draining() || !facts.open()) {
      return Verdict.retire("discarded, drained or closed");
    }
    if (facts.ageNanos() >= limits.life().toNanos()) {
      return Verdict.retire("too old");
    }
    boolean unused = facts.moment() != Moment.RETURN;
    if (unused && facts.idleNanos() >= limits.idle().toNanos()) {
      return Verdict.retire("unused for too long");
    }
    boolean stale =
        facts.moment() == Moment.BORROW
            && Math.min(facts.idleNanos(), facts.checkedNanos())
                >= limits.validateAfter().toNanos();
    boolean due =
        facts.moment() == Moment.SWEEP
            && limits
                .keepAlive()
                .filter(every -> facts.checkedNanos() >= every.toNanos())
                .isPresent();
    return stale || due ? Verdict.validate("not known to serve") : Verdict.KEEP;
  }
}
