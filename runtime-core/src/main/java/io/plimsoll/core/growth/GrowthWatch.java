package io.plimsoll.core.growth;

import io.plimsoll.core.Bounded;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.growth.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches what a session holds, and says what of it grows. Takes 2 KiB for each gauge and, for one
 * that is judged, some 200 microseconds; one in eight is in a reading. For one thread.
 */
public final class GrowthWatch {

  /** The most gauges that are watched at once. Those that come while there are as many are not. */
  public static final int MOST = 128;

  /** How many of those that grow are told with their series, the surest first. */
  public static final int MOST_SERIES = 16;

  private static final double LEAST_BYTES = 4 << 20;
  private static final double LEAST_COUNT = 16;
  private static final double HOUR = Duration.ofHours(1).toNanos();

  private final GrowthPolicy policy;
  private final Gauge doubtful;

  @Bounded("MOST: one that comes at it is not watched")
  private final Map<Gauge, Watched> watched = new LinkedHashMap<>();

  private long readings;
  private int gauges;
  private long unwatched;
  private long accusations;
  private boolean borneOut;

  /**
   * One that has seen nothing yet.
   *
   * @param doubtful a gauge that shows what is done with as well until it is looked at closely.
   *     Nothing is told of it before that was done, and goes on to grow after it
   */
  public GrowthWatch(GrowthPolicy policy, Gauge doubtful) {
    this.policy = policy;
    this.doubtful = doubtful;
  }

  /**
   * What follows from a reading.
   *
   * @param told those of which something else is known now than before
   * @param doubt whether the gauge in doubt has to be looked at closely, so that something can be
   *     told of it
   */
  public record Changes(List<Grown> told, boolean doubt) {

    /** Copies the list. */
    public Changes {
      told = List.copyOf(told);
    }
  }

  private static final class Watched {
    final Minima series = new Minima();
    Growth growth;
    Growth.State told = Growth.State.QUIET;
    long after;

    Watched(Growth growth) {
      this.growth = growth;
    }
  }

  /**
   * Takes a reading of all gauges. One that is not in it any more is forgotten.
   *
   * @param nanos when it was made, by a ticker
   * @param operations how many operations were done by then
   */
  public Changes read(long nanos, long operations, List<GaugeReading> readings) {
    Map<Gauge, GaugeReading> values = new LinkedHashMap<>();
    for (GaugeReading reading : readings) {
      values.putIfAbsent(reading.gauge(), reading);
    }
    watched.keySet().retainAll(values.keySet());
    this.readings++;
    gauges = values.size();
    unwatched = 0;
    List<Grown> changed = new ArrayList<>();
    boolean doubted = isDoubted();
    for (GaugeReading each : values.values()) {
      Optional<Grown> told = read(nanos, operations, each);
      if (told.isPresent()) {
        changed.add(told.get());
      }
    }
    return new Changes(changed, !doubted && isDoubted());
  }

  private boolean isDoubted() {
    Watched one = watched.get(doubtful);
    return one != null && one.growth.state() == Growth.State.SUSPECT;
  }

  /** The gauge in doubt was looked at closely; or it could not be, then it is never sure. */
  public void looked(boolean closely) {
    borneOut = closely;
  }

  private Optional<Grown> read(long nanos, long operations, GaugeReading reading) {
    Gauge gauge = reading.gauge();
    Watched one = watched.get(gauge);
    if (one == null) {
      if (watched.size() >= MOST) {
        unwatched++;
        return Optional.empty();
      }
      one = new Watched(policy.start(watched.size()));
      watched.put(gauge, one);
    }
    one.series.add(reading.value(), nanos, operations);
    Growth.State before = one.told;
    one.growth = policy.judge(one.growth, one.series, floor(gauge));
    if (gauge.equals(doubtful)) {
      one.told = whenSure(one, borneOut);
    } else {
      one.told = reading.estimated() ? whenSure(one, true) : one.growth.state();
    }
    if (one.told == before) {
      return Optional.empty();
    }
    if (!isAccused(before)) {
      // Now it is: what is not accused becomes nothing else.
      accusations++;
      one.after = one.series.readings();
    }
    return Optional.of(grown(gauge, one));
  }

  private static Growth.State whenSure(Watched one, boolean borneOut) {
    return switch (one.growth.state()) {
      case QUIET, SUSPECT -> one.told;
      case CONFIRMED -> borneOut ? Growth.State.CONFIRMED : Growth.State.SUSPECT;
      case CLEARED -> isAccused(one.told) ? Growth.State.CLEARED : one.told;
    };
  }

  private static boolean isAccused(Growth.State state) {
    return state == Growth.State.SUSPECT || state == Growth.State.CONFIRMED;
  }

  /** What grows or seems to, in no order. */
  public List<Gauge> accused() {
    List<Gauge> accused = new ArrayList<>();
    for (Map.Entry<Gauge, Watched> one : watched.entrySet()) {
      if (isAccused(one.getValue().told)) {
        accused.add(one.getKey());
      }
    }
    return List.copyOf(accused);
  }

  private static double floor(Gauge gauge) {
    return gauge.unit() == Gauge.Unit.BYTES ? LEAST_BYTES : LEAST_COUNT;
  }

  /**
   * What is known by now, the likely cause first: the surest, then counts, which name what holds
   * the bytes, then what has an owner, then what has risen by the largest part.
   */
  public GrowthReport report() {
    List<Grown> all = new ArrayList<>();
    for (Map.Entry<Gauge, Watched> one : watched.entrySet()) {
      if (one.getValue().told != Growth.State.QUIET) {
        all.add(grown(one.getKey(), one.getValue()));
      }
    }
    all.sort(new LikelyFirst());
    return new GrowthReport(
        readings, policy.fewest(), gauges, unwatched, accusations, all, List.of());
  }

  /**
   * The series of what grows or seems to, in the order of the report.
   *
   * @param begun when the session began, by the ticker of the readings
   */
  public List<Series> series(long begun) {
    List<Grown> accused = report().accused();
    List<Series> all = new ArrayList<>();
    for (Grown one : accused.subList(0, Math.min(MOST_SERIES, accused.size()))) {
      Watched kept = Objects.requireNonNull(watched.get(one.gauge()));
      all.add(kept.series.series(one.gauge(), begun));
    }
    return List.copyOf(all);
  }

  /** How a gauge goes so far, whether it grows or not; empty before it was judged. */
  public Optional<Grown> trend(Gauge gauge) {
    Watched one = watched.get(gauge);
    return one != null && one.growth.trend().isPresent()
        ? Optional.of(grown(gauge, one))
        : Optional.empty();
  }

  private static final class LikelyFirst implements Comparator<Grown> {

    @Override
    public int compare(Grown one, Grown other) {
      int order = Integer.compare(sureness(other), sureness(one));
      if (order == 0) {
        order = one.gauge().unit().compareTo(other.gauge().unit());
      }
      if (order == 0) {
        order = Boolean.compare(one.gauge().owner().isEmpty(), other.gauge().owner().isEmpty());
      }
      return order == 0 ? Double.compare(part(other), part(one)) : order;
    }

    private static int sureness(Grown one) {
      return switch (one.state()) {
        case STEADY, CLEARED -> 0;
        case SUSPECT -> 1;
        case CONFIRMED -> 2;
      };
    }

    private static double part(Grown one) {
      return (double) (one.to() - one.from()) / Math.max(1, one.to());
    }
  }

  private static Grown grown(Gauge gauge, Watched one) {
    Trend trend = one.growth.trend().orElse(Trend.NONE);
    long[] operations = one.series.operations();
    long done =
        operations[operations.length - 1] - operations[0]; // it was judged, so there are some
    long now = one.series.newest();
    return new Grown(
        gauge,
        switch (one.told) {
          case QUIET -> Grown.State.STEADY;
          case CLEARED -> Grown.State.CLEARED;
          case SUSPECT -> Grown.State.SUSPECT;
          case CONFIRMED -> Grown.State.CONFIRMED;
        },
        Math.max(0, Math.round(trend.first())),
        now,
        Duration.ofNanos(trend.nanos()),
        trend.slope() * HOUR,
        trend.least() * HOUR,
        trend.most() * HOUR,
        isAccused(one.told) ? one.after : one.series.readings(),
        done > 0 ? OptionalDouble.of(trend.rise() / done) : OptionalDouble.empty());
  }
}
