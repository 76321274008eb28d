package io.plimsoll.bootstrap;

import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.port.LazyLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the program around the runtime wants to have watched. Any thread may use it. */
final class Gauges {

  private static final System.Logger LOG = LazyLogger.of(Gauges.class);

  /** As many as one can still make sense of. */
  static final int MOST = 32;

  private final Map<Gauge, LongSupplier> all = new LinkedHashMap<>(); // MOST: more are refused

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

  /** What they show now; one that fails is left out. */
  List<GaugeReading> read() {
    Map<Gauge, LongSupplier> now;
    synchronized (this) {
      now = new LinkedHashMap<>(all);
    }
    List<GaugeReading> readings = new ArrayList<>();
    now.forEach(
        (gauge, value) -> {
          try {
            readings.add(new GaugeReading(gauge, value.getAsLong()));
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "gauge '" + gauge + "' could not be read", e);
          }
        });
    return readings;
  }
}
