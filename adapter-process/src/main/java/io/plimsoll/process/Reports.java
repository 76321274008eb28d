package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import io.plimsoll.process.Containment.Reading;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Tells one observer, one call at a time, nothing before the start and nothing after the release.
 * Any thread.
 */
final class Reports implements Consumer<Reading> {

  private static final Logger LOG = LazyLogger.of(Reports.class);

  private final ProcessObserver observer;
  private final Object turn = new Object();
  private boolean begun;
  private boolean exitTold;
  private volatile boolean muted;

  Reports(ProcessObserver observer) {
    this.observer = observer;
  }

  /** The first report: the command runs. */
  void started(long atNanos, String where) {
    begin(new Started(atNanos, where));
  }

  /** The first report: how the start went. */
  void begin(Consumer<ProcessObserver> report) {
    synchronized (turn) {
      begun = true;
      tell(report);
    }
  }

  /** A report after the start. */
  void say(Consumer<ProcessObserver> report) {
    synchronized (turn) {
      if (begun) {
        tell(report);
      }
    }
  }

  /** The exit: no reading that counts the command itself is told any more. */
  void sayExit(int status) {
    synchronized (turn) {
      exitTold = true;
      say(new Exited(status));
    }
  }

  /** A reading; false if it was overtaken by the exit, and so not told. */
  boolean sayReading(boolean withRoot, Survey survey) {
    synchronized (turn) {
      if (withRoot && exitTold) {
        return false;
      }
      say(new Surveyed(survey));
      return true;
    }
  }

  /** A reading that nobody asked for. */
  @Override
  public void accept(Reading reading) {
    var unused = sayReading(reading.withRoot(), reading.survey(0));
  }

  /** That the outputs are read, and what they held. */
  void saySettled(Settled settled) {
    say(new Outputs(settled));
  }

  /** Does not wait for a call that is being made. */
  void mute() {
    muted = true;
  }

  boolean muted() {
    return muted;
  }

  private void tell(Consumer<ProcessObserver> report) {
    if (muted) {
      return;
    }
    try {
      report.accept(observer);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an observer failed", e);
    }
  }

  private record Started(long atNanos, String where) implements Consumer<ProcessObserver> {

    @Override
    public void accept(ProcessObserver observer) {
      observer.started(atNanos, where);
    }
  }

  private record Exited(int status) implements Consumer<ProcessObserver> {

    @Override
    public void accept(ProcessObserver observer) {
      observer.exited(status);
    }
  }

  private record Surveyed(Survey survey) implements Consumer<ProcessObserver> {

    @Override
    public void accept(ProcessObserver observer) {
      observer.surveyed(survey);
    }
  }

  private record Outputs(Settled settled) implements Consumer<ProcessObserver> {

    @Override
    public void accept(ProcessObserver observer) {
      observer.settled(settled);
    }
  }
}
