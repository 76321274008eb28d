package io.plimsoll.core.connection;

import io.plimsoll.command.Durations;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.resource.PoolLimits;
import java.time.Duration;

/**
 * Decides by the limits of a pool: what is closed, discarded, too old or unused for too long goes;
 * what nobody has used for a while is validated first. The worst reason is the one that is told.
 *
 * @param lifeNanos how long a connection may live, before the part that chance takes
 * @param idleNanos how long one may lie unused
 * @param validateAfterNanos after how long unused and unchecked one is validated before it is lent
 * @param keepAliveNanos after how long unchecked an unused one is validated; 0 where that is off
 */
public record ConnectionPolicy(
    long lifeNanos, long idleNanos, long validateAfterNanos, long keepAliveNanos)
    implements ConnectionJudge {

  /** The part of its life that chance may take from a connection. */
  public static final double JITTER = 0.025;

  /** The policy that keeps these limits. */
  public static ConnectionPolicy of(PoolLimits limits) {
    return new ConnectionPolicy(
        limits.life().toNanos(),
        limits.idle().toNanos(),
        limits.validateAfter().toNanos(),
        limits.keepAlive().map(Duration::toNanos).orElse(0L));
  }

  @Override
  public Verdict judge(Facts facts) {
    if (facts.discarded()) {
      return Verdict.retire("its borrower said that it must not be lent again");
    }
    if (facts.draining()) {
      return Verdict.retire("all that lived before are to go");
    }
    if (!facts.open()) {
      return Verdict.retire("it is closed");
    }
    long life = lifeFor(facts.chance());
    if (facts.ageNanos() >= life) {
      return Verdict.retire(allowed("lived", facts.ageNanos(), life));
    }
    if (facts.moment() != Moment.RETURN && facts.idleNanos() >= idleNanos) {
      return Verdict.retire(allowed("lay unused for", facts.idleNanos(), idleNanos));
    }
    return wantsValidation(facts)
        ? Verdict.validate("last known to serve " + Durations.words(facts.checkedNanos()) + " ago")
        : Verdict.KEEP;
  }

  /** How long a connection of this chance may live. */
  long lifeFor(double chance) {
    return lifeNanos - (long) (lifeNanos * JITTER * Math.max(0, Math.min(1, chance)));
  }

  private boolean wantsValidation(Facts facts) {
    return switch (facts.moment()) {
      case BORROW -> Math.min(facts.idleNanos(), facts.checkedNanos()) >= validateAfterNanos;
      case SWEEP -> keepAliveNanos > 0 && facts.checkedNanos() >= keepAliveNanos;
      case RETURN -> false;
    };
  }

  private static String allowed(String what, long nanos, long allowed) {
    return what + " " + Durations.words(nanos) + ", allowed " + Durations.words(allowed);
  }
}
