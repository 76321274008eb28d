package io.plimsoll.core.subprocess;

import io.plimsoll.core.Due;
import java.util.Optional;
import java.util.OptionalInt;

/** The state of one command's life. */
public sealed interface SubprocessState {

  /** The phase that it shows as. */
  Phase phase();

  /** When time alone makes it go on; {@link Due#NEVER} where only an event does. */
  long due();

  /** Hands this state to the case that it is. */
  <R> R match(Cases<R> cases);

  /** One case for each state. */
  interface Cases<R> {

    /** It waits. */
    R queued(Queued state);

    /** It is being started. */
    R starting(Starting state);

    /** It runs. */
    R running(Running state);

    /** It is being stopped. */
    R stopping(Stopping state);

    /** It is being killed. */
    R killing(Killing state);

    /** Its outputs are being read to their end. */
    R settling(Settling state);

    /** It has ended. */
    R ended(Ended state);
  }

  /** It waits for a free place since then. */
  record Queued(long since) implements SubprocessState {
    @Override
    public Phase phase() {
      return Phase.QUEUED;
    }

    @Override
    public long due() {
      return Due.NEVER;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.queued(this);
    }
  }

  /**
   * The launcher was asked to start it.
   *
   * @param since when
   * @param due when the start is given up
   * @param stop why it is to be ended as soon as it has started
   * @param atOnce whether without grace then
   * @param latest when it has ended, whatever it does; {@link Due#NEVER} where it is wanted
   */
  record Starting(long since, long due, Optional<Stop> stop, boolean atOnce, long latest)
      implements SubprocessState {

    /** A start that is wanted, asked for now and given up at that time. */
    static Starting since(long now, long due) {
      return new Starting(now, due, Optional.empty(), false, Due.NEVER);
    }

    @Override
    public Phase phase() {
      return Phase.STARTING;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.starting(this);
    }
  }

  /**
   * It runs.
   *
   * @param vitals what was seen of it
   * @param deadline when it is asked to leave
   * @param leaving whether its input has ended, so that the deadline is the end of its grace
   * @param nextReading when its memory is to be read
   */
  record Running(Vitals vitals, long deadline, boolean leaving, long nextReading)
      implements SubprocessState {
    @Override
    public Phase phase() {
      return Phase.RUNNING;
    }

    @Override
    public long due() {
      return Due.earlier(deadline, nextReading);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.running(this);
    }
  }

  /**
   * It was asked to leave, or has exited and its tree is being looked at.
   *
   * @param stop why
   * @param vitals what was seen of it
   * @param exit its status, once it has exited
   * @param empty whether its tree was found empty
   * @param asked whether its tree was asked to leave
   * @param killAt when the grace is over; where it was not asked yet, when the first look is no
   *     longer waited for
   * @param latest when it has ended, whatever it does
   * @param nextLook when its tree is to be looked at again
   * @param pause the pause before the look after that
   */
  record Stopping(
      Stop stop,
      Vitals vitals,
      OptionalInt exit,
      boolean empty,
      boolean asked,
      long killAt,
      long latest,
      long nextLook,
      long pause)
      implements SubprocessState {
    @Override
    public Phase phase() {
      return Phase.STOPPING;
    }

    @Override
    public long due() {
      return Due.earlier(killAt, nextLook);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stopping(this);
    }
  }

  /**
   * What is left of it is being killed.
   *
   * @param stop why
   * @param vitals what was seen of it
   * @param exit its status, once it has exited
   * @param self whether the command itself had to be killed, not only what it left behind
   * @param empty whether its tree was found empty
   * @param stuck whether the last look since the KILL saw somebody who did not take it
   * @param patience how long it is waited for
   * @param nextLook when its tree is to be killed and looked at again
   * @param pause the pause before the look after that
   */
  record Killing(
      Stop stop,
      Vitals vitals,
      OptionalInt exit,
      boolean self,
      boolean empty,
      boolean stuck,
      Patience patience,
      long nextLook,
      long pause)
      implements SubprocessState {
    @Override
    public Phase phase() {
      return Phase.KILLING;
    }

    @Override
    public long due() {
      return Due.earlier(patience.giveUpAt(), nextLook);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.killing(this);
    }
  }

  /**
   * Its tree is gone, or as good as gone, and its outputs are being read to their end.
   *
   * @param verdict how it ended
   * @param due when it ends whatever the outputs do
   * @param killed whether KILL was needed
   */
  record Settling(Verdict verdict, long due, boolean killed) implements SubprocessState {
    @Override
    public Phase phase() {
      return killed ? Phase.KILLING : Phase.STOPPING;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.settling(this);
    }
  }

  /** It has ended so. */
  record Ended(Verdict verdict) implements SubprocessState {
    @Override
    public Phase phase() {
      return Phase.ENDED;
    }

    @Override
    public long due() {
      return Due.NEVER;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ended(this);
    }
  }
}
