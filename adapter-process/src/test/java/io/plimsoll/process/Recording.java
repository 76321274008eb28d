package io.plimsoll.process;

import io.plimsoll.command.StartFailure;
import io.plimsoll.port.ProcessObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes down what it is told, and lets a test wait for it. */
class Recording implements ProcessObserver {

  static final Duration LONG = Duration.ofSeconds(20);

  final List<String> order = new ArrayList<>();
  private String where;
  private StartFailure failure;
  private Integer status;
  private boolean inputEnded;
  private final List<Survey> surveys = new ArrayList<>();
  private Settled settled;
  long exitedNanos;

  @Override
  public synchronized void started(long atNanos, String where) {
    this.where = where;
    note("started");
  }

  @Override
  public synchronized void startFailed(StartFailure failure) {
    this.failure = failure;
    note("failed");
  }

  @Override
  public synchronized void exited(int status) {
    this.status = status;
    exitedNanos = System.nanoTime();
    note("exited");
  }

  @Override
  public synchronized void inputEnded() {
    inputEnded = true;
    note("inputEnded");
  }

  @Override
  public synchronized void surveyed(Survey survey) {
    surveys.add(survey);
    note("surveyed");
  }

  @Override
  public synchronized void settled(Settled settled) {
    this.settled = settled;
    note("settled");
  }

  synchronized boolean isStarted() {
    return where != null;
  }

  synchronized boolean failed() {
    return failure != null;
  }

  long pid() {
    return Long.parseLong(await("start", () -> where).substring("pid ".length()));
  }

  StartFailure failure() {
    return await("failed start", () -> failure);
  }

  int status() {
    return await("exit", () -> status);
  }

  void awaitInputEnd() {
    await("end of input", () -> inputEnded ? true : null);
  }

  Settled settled() {
    return await("settled", () -> settled);
  }

  synchronized int surveys() {
    return surveys.size();
  }

  /** The survey of this number, counted from 0. */
  Survey survey(int number) {
    return await("survey " + number, () -> surveys.size() > number ? surveys.get(number) : null);
  }

  /** The first survey that shows at least so many members. */
  Survey surveyOf(int members) {
    return await(
        "survey of " + members,
        () -> surveys.stream().filter(s -> s.members() >= members).findFirst().orElse(null));
  }

  private void note(String what) {
    order.add(what);
    notifyAll();
  }

  private synchronized <T> T await(String what, Supplier<T> value) {
    long due = System.nanoTime() + LONG.toNanos();
    for (T found = value.get(); ; found = value.get()) {
      long rest = (due - System.nanoTime()) / 1_000_000;
      if (found != null) {
        return found;
      }
      if (rest <= 0 || failure != null) {
        throw new AssertionError("no " + what + " in time; so far " + order + ", " + failure);
      }
      try {
        wait(rest);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
