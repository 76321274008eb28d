package io.plimsoll.core.subprocess;

import io.plimsoll.command.StartFailure;
import io.plimsoll.port.ProcessObserver.Survey;

/** What can happen to a command. */
public sealed interface SubprocessEvent {

  /** Hands this event to the case that it is. */
  <R> R match(Cases<R> cases);

  /** One case for each event. */
  interface Cases<R> {

    /** A place is free for it. */
    R admitted(Admitted event);

    /** It was started. */
    R started(Started event);

    /** It could not be started. */
    R startFailed(StartFailed event);

    /** The command itself has exited. */
    R exited(Exited event);

    /** Its streamed input has ended. */
    R inputEnded(InputEnded event);

    /** Its tree was looked at. */
    R surveyed(Surveyed event);

    /** Its outputs are read. */
    R settled(Settled event);

    /** Its end was asked for. */
    R cancelled(Cancelled event);

    /** Time has passed. */
    R tick(Tick event);
  }

  /** A place is free for it. */
  record Admitted() implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.admitted(this);
    }
  }

  /** It was started at this time. */
  record Started(long atNanos, String where) implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.started(this);
    }
  }

  /** It could not be started. */
  record StartFailed(StartFailure failure) implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.startFailed(this);
    }
  }

  /** The command itself has exited with this status, or 128 + n by signal n. */
  record Exited(int status) implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.exited(this);
    }
  }

  /** Its streamed input has ended. */
  record InputEnded() implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.inputEnded(this);
    }
  }

  /** Its tree was looked at. */
  record Surveyed(Survey survey) implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.surveyed(this);
    }
  }

  /** Its outputs are read; {@code holders} processes still held one of them when it exited. */
  record Settled(int holders) implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.settled(this);
    }
  }

  /**
   * Its end was asked for.
   *
   * @param words by whom or why
   * @param atOnce whether without grace
   * @param shed whether for lack of room, and not by its owner
   */
  record Cancelled(String words, boolean atOnce, boolean shed) implements SubprocessEvent {

    /** By its owner. */
    public Cancelled(String words, boolean atOnce) {
      this(words, atOnce, false);
    }

    /** Why it is ended. */
    Stop stop() {
      return shed
          ? new Stop(StopCause.SHED, "given up: " + words)
          : new Stop(StopCause.CANCELLED, "cancelled: " + words);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cancelled(this);
    }
  }

  /** Time has passed. */
  record Tick() implements SubprocessEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tick(this);
    }
  }
}
