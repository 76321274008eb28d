package io.plimsoll.bootstrap;

import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the program around the runtime wants to have watched. Any thread may use it. */
final class Gauges {

  private static final System.Logger LOG = LazyLogger.of(Gauges.class);

  /** As many as one can still make sense of. */
  static final int MOST = 32;

  /** So long a round takes at most that is waited for; on a busy machine its thread comes late. */
  private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Gauge, LongSupplier> all = new LinkedHashMap<>(); // MOST: more are refused

  private final long usualNanos;

  /** The round that is under way, and what it asks. */
  private volatile @Nullable Round current;

  Gauges() {
    this(USUAL_NANOS);
  }

  /**
   * @param usualNanos how long a round of readings takes at most that is waited for
   */
  Gauges(long usualNanos) {
    this.usualNanos = usualNanos;
  }

  /**
   * Has one read from now on, until what is answered is closed.
   *
   * @throws RefusedException where there are as many as may be
   * @throws IllegalArgumentException where one of this name and owner is watched already
   */
  synchronized AutoCloseable watch(Gauge gauge, LongSupplier value) {
    if (all.containsKey(gauge)) {
      throw new IllegalArgumentException(
          "gauge '%s': is watched already; close the other or give this one another owner"
              .formatted(gauge));
    }
    if (all.size() >= MOST) {
      throw new RefusedException(
          RefusedException.Reason.GAUGES_FULL,
          "gauge '%s': %d are watched, allowed %d; close some".formatted(gauge, MOST, MOST),
          Duration.ofSeconds(1));
    }
    all.put(gauge, value);
    return () -> close(gauge, value);
  }

  private synchronized void close(Gauge gauge, LongSupplier value) {
    all.remove(gauge, value);
  }

  /** How many there are. */
  synchronized int count() {
    return all.size();
  }

  /**
   * Tells what they show now together with what is known besides; one that fails is left out. They
   * are read on a thread of their own, as one may not return: once that has taken a second none is
   * read until it does, and what is known besides is told alone. For one thread.
   *
   * @param answer is told on either thread; never where the one before is still to be told, or the
   *     next was told before
   */
  void addTo(List<GaugeReading> besides, Threads threads, Consumer<List<GaugeReading>> answer) {
    Round before = current;
    if (before != null && !before.isLate()) {
      return;
    }
    if (before != null) {
      before.overtake();
    }
    if (before != null || count() == 0) {
      answer.accept(besides);
      return;
    }
    Round round = new Round(besides, answer);
    current = round;
    RuntimeThreads.beside(threads, "gauges", round, new Alone(round));
  }

  /** Those that are being read are not waited for. Any thread. */
  void stop() {
    Round last = current;
    if (last != null) {
      last.interrupt();
    }
  }

  private synchronized Map<Gauge, LongSupplier> now() {
    return new LinkedHashMap<>(all);
  }

  /** Reads each once. */
  private final class Round implements Runnable {

    private final List<GaugeReading> besides;
    private final Consumer<List<GaugeReading>> answer;
    private final long begunNanos = System.nanoTime();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Gauge asked;
    private volatile boolean overtaken;

    Round(List<GaugeReading> besides, Consumer<List<GaugeReading>> answer) {
      this.besides = besides;
      this.answer = answer;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      List<GaugeReading> readings = new ArrayList<>(besides);
      for (Map.Entry<Gauge, LongSupplier> each : now().entrySet()) {
        Gauge gauge = each.getKey();
        asked = gauge;
        try {
          readings.add(new GaugeReading(gauge, each.getValue().getAsLong()));
        } catch (Throwable e) { // it is the program's
          LOG.log(System.Logger.Level.DEBUG, "gauge '" + gauge + "' could not be read", e);
        }
      }
      current = null; // before it is told: whoever hears of it may ask for the next
      if (!overtaken) {
        answer.accept(readings);
      }
    }

    boolean isLate() {
      return System.nanoTime() - begunNanos >= usualNanos;
    }

    /** Others are told before it. */
    void overtake() {
      Gauge gauge = asked;
      if (!overtaken && gauge != null) {
        LOG.log(
            System.Logger.Level.WARNING,
            "gauge ''{0}'' does not return; no gauge of the program is read until it does",
            gauge);
      }
      overtaken = true;
    }

    void interrupt() {
      Thread reading = thread;
      if (reading != null) {
        reading.interrupt();
      }
    }
  }

  /** Tells what is known besides, where there is no thread to be had. */
  private final class Alone implements Runnable {

    private final Round round;

    Alone(Round round) {
      this.round = round;
    }

    @Override
    public void run() {
      current = null;
      round.answer.accept(round.besides);
    }
  }
}
