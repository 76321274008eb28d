package io.plimsoll.testkit;

import io.plimsoll.command.StartFailure;
import io.plimsoll.port.ProcessObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows, thread by thread, whether a launcher that has it decided on what it tells does so after
 * all that it tells there. Any thread.
 */
final class Deciding implements Runnable {

  /**
   * Whether a thread has told something on which nothing was decided since; none of those that
   * never decide. As many as a launcher has threads.
   */
  private final Map<Thread, Boolean> undecided = new ConcurrentHashMap<>();

  @Override
  public void run() {
    undecided.put(Thread.currentThread(), false);
  }

  private void told() {
    undecided.replace(Thread.currentThread(), true);
  }

  /** Whether nothing was told that waits for a decision which nobody may bring about. */
  boolean isDone() {
    return !undecided.containsValue(true);
  }

  /** Tells an observer, and takes note of it before. */
  ProcessObserver following(ProcessObserver observer) {
    return new Following(observer);
  }

  private final class Following implements ProcessObserver {

    private final ProcessObserver observer;

    Following(ProcessObserver observer) {
      this.observer = observer;
    }

    @Override
    public void started(long atNanos, String where) {
      told();
      observer.started(atNanos, where);
    }

    @Override
    public void startFailed(StartFailure failure) {
      told();
      observer.startFailed(failure);
    }

    @Override
    public void exited(int status) {
      told();
      observer.exited(status);
    }

    @Override
    public void inputEnded() {
      told();
      observer.inputEnded();
    }

    @Override
    public void surveyed(Survey survey) {
      told();
      observer.surveyed(survey);
    }

    @Override
    public void settled(Settled settled) {
      told();
      observer.settled(settled);
    }
  }
}
