package io.plimsoll.testkit;

import io.plimsoll.command.StartFailure;
import io.plimsoll.port.ProcessObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what a launcher tells. Any thread may tell and ask.
 *
 * @since 0.1.0
 */
public final class RecordingObserver implements ProcessObserver {

  /** The most that is written down; a launcher that tells more is out of hand. */
  public static final int MOST = 100_000;

  // At most MOST entries: add() refuses more.
  private final List<Told> told = new ArrayList<>();

  /** An observer that was told nothing. */
  public RecordingObserver() {}

  /** What was told, by the name of the method. */
  public enum What {
    STARTED,
    START_FAILED,
    EXITED,
    INPUT_ENDED,
    SURVEYED,
    SETTLED
  }

  /**
   * One thing that was told.
   *
   * @param what which method was called
   * @param value its argument; the status of an exit as {@link Integer}
   */
  public record Told(What what, Object value) {}

  @Override
  public void started(long atNanos, String where) {
    add(What.STARTED, where);
  }

  @Override
  public void startFailed(StartFailure failure) {
    add(What.START_FAILED, failure);
  }

  @Override
  public void exited(int status) {
    add(What.EXITED, status);
  }

  @Override
  public void inputEnded() {
    add(What.INPUT_ENDED, "");
  }

  @Override
  public void surveyed(Survey survey) {
    add(What.SURVEYED, survey);
  }

  @Override
  public void settled(Settled settled) {
    add(What.SETTLED, settled);
  }

  private synchronized void add(What what, Object value) {
    if (told.size() >= MOST) {
      throw new IllegalStateException("observer: was told " + MOST + " things, as many as may");
    }
    told.add(new Told(what, value));
  }

  /** All that was told, in order. */
  public synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /** How often this was told. */
  public synchronized int count(What what) {
    return (int) told.stream().filter(t -> t.what() == what).count();
  }

  /** The place in the order at which this was first told, or -1. */
  public synchronized int firstIndexOf(What what) {
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).what() == what) {
        return i;
      }
    }
    return -1;
  }

  /** The status of the first exit that was told. */
  public Optional<Integer> status() {
    return values(What.EXITED, Integer.class).stream().findFirst();
  }

  /** Why the start failed, if that was told. */
  public Optional<StartFailure> failure() {
    return values(What.START_FAILED, StartFailure.class).stream().findFirst();
  }

  /** The readings, in order. */
  public List<Survey> surveys() {
    return values(What.SURVEYED, Survey.class);
  }

  /** What the outputs held, if that was told. */
  public Optional<Settled> outputs() {
    return values(What.SETTLED, Settled.class).stream().findFirst();
  }

  private synchronized <T> List<T> values(What what, Class<T> type) {
    return told.stream().filter(t -> t.what() == what).map(t -> type.cast(t.value())).toList();
  }

  @Override
  public String toString() {
    return told().toString();
  }
}
