package com.example.dryrun;

import io.plimsoll.command.Captured;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.ProcessObserver;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.List;
import java.util.function.Consumer;

/** A command that has ended before anything could be asked of it. */
final class DryProcess implements LiveProcess {

  private final ProcessObserver observer;
  private final Consumer<Runnable> later;
  private boolean released;

  /**
   * @param later does something after what was asked for before
   */
  DryProcess(ProcessObserver observer, Consumer<Runnable> later) {
    this.observer = observer;
    this.later = later;
  }

  synchronized void tell(Consumer<ProcessObserver> what) {
    if (!released) {
      what.accept(observer);
    }
  }

  @Override
  public void closeInput() {}

  @Override
  public void signal(StopSignal signal) {}

  @Override
  public void survey(int looks) {
    later.accept(() -> tell(told -> told.surveyed(new Survey(0, looks, 0, 0, ""))));
  }

  @Override
  public void settle(long quietNanos, long capNanos) {
    Settled nothing = new Settled(Captured.NOTHING, Captured.NOTHING, List.of());
    later.accept(() -> tell(told -> told.settled(nothing)));
  }

  @Override
  public synchronized void release() {
    released = true;
  }
}
