package io.plimsoll.pool;

import io.plimsoll.port.Births;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.LazyLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is told or asked by the way, of code that is not ours: whatever it throws is told and goes
 * no further, for who tells it has a connection or a place in its hands.
 */
final class Quiet {

  private static final Logger LOG = LazyLogger.of(Quiet.class);

  private Quiet() {}

  /** Where not even the words can be made, nothing is told. */
  static void tell(String what, Throwable thrown) {
    try {
      Interrupts.keep(thrown);
      LOG.log(Level.WARNING, what + " threw; the pool goes on without", thrown);
    } catch (Throwable e) {
      return; // nobody is left to tell
    }
  }

  /** A breaker that throws only when it is asked for a permission: the borrower is told that. */
  record Breaker(CircuitBreaker there) implements CircuitBreaker {

    private static final String WHAT = "the breaker of a pool";

    @Override
    public boolean tryAcquire() {
      return there.tryAcquire();
    }

    @Override
    public void succeeded() {
      try {
        there.succeeded();
      } catch (Throwable e) {
        tell(WHAT, e);
      }
    }

    @Override
    public void failed() {
      try {
        there.failed();
      } catch (Throwable e) {
        tell(WHAT, e);
      }
    }

    @Override
    public void released() {
      try {
        there.released();
      } catch (Throwable e) {
        tell(WHAT, e);
      }
    }

    @Override
    public Duration retryAfter() {
      try {
        return there.retryAfter();
      } catch (Throwable e) {
        tell(WHAT, e);
        return Duration.ZERO;
      }
    }

    @Override
    public String state() {
      return there.state();
    }
  }

  /** A register that throws nothing: what it cannot note is not noted. */
  record Register(Births.Register there) implements Births.Register {

    private static final String WHAT = "the register of the births of a pool";

    @Override
    public Births.@Nullable Birth born(String owner, boolean nearlyFull) {
      try {
        return quiet(there.born(owner, nearlyFull));
      } catch (Throwable e) {
        tell(WHAT, e);
        return null;
      }
    }

    @Override
    public Births.@Nullable Birth born(String owner, Throwable where, long standsFor) {
      try {
        return quiet(there.born(owner, where, standsFor));
      } catch (Throwable e) {
        tell(WHAT, e);
        return null;
      }
    }

    private static Births.@Nullable Birth quiet(Births.@Nullable Birth birth) {
      return birth == null ? null : new Birth(birth);
    }

    @Override
    public boolean wantsAll() {
      try {
        return there.wantsAll();
      } catch (Throwable e) {
        tell(WHAT, e);
        return false;
      }
    }

    @Override
    public void forget(String owner) {
      try {
        there.forget(owner);
      } catch (Throwable e) {
        tell(WHAT, e);
      }
    }
  }

  private record Birth(Births.Birth there) implements Births.Birth {

    @Override
    public void end() {
      try {
        there.end();
      } catch (Throwable e) {
        tell(Register.WHAT, e);
      }
    }
  }
}
