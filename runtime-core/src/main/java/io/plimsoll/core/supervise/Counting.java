package io.plimsoll.core.supervise;

import io.plimsoll.core.Due;
import io.plimsoll.core.growth.GrowthPolicy;
import io.plimsoll.core.growth.GrowthWatch;
import io.plimsoll.core.growth.Overview;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import io.plimsoll.report.LeakReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Has everything counted and weighed once a while, however often the memory is judged, and judges
 * what of it grows. On the loop, but for what says otherwise.
 */
final class Counting {

  private static final System.Logger LOG = LazyLogger.of(Counting.class);
  private static final Gauge HEAP = Gauge.bytes("heap", "");

  private final LoadSurroundings surroundings;
  private final LoadLine.Cargo cargo;
  private final Ticker ticker;
  private final Timers timers;
  private final Told told;
  private final long every;
  private final GrowthWatch growth = new GrowthWatch(GrowthPolicy.usual(), HEAP);
  private final Overview overview = new Overview();
  private final long begun;
  private GrownClasses classes = GrownClasses.UNKNOWN;
  private volatile boolean stopped;

  /** Counts nothing yet. */
  Counting(
      LoadSurroundings surroundings,
      LoadLine.Cargo cargo,
      Ticker ticker,
      Timers timers,
      Told told) {
    this.surroundings = surroundings;
    this.cargo = cargo;
    this.ticker = ticker;
    this.timers = timers;
    this.told = told;
    this.every = surroundings.countedEvery().toNanos();
    this.begun = ticker.nanos();
  }

  /**
   * What was counted and weighed at one moment.
   *
   * @param at when, by the ticker
   * @param memory the memory then
   * @param gauges what was counted and weighed
   */
  record Counted(long at, MemoryReading memory, List<GaugeReading> gauges) {

    Counted {
      gauges = List.copyOf(gauges);
    }
  }

  /** Who is told what comes of it. */
  interface Told {

    /** Has what was counted judged on the loop. */
    void counted(Counted counted);

    /** The heap grows for sure. On the loop. */
    void heapGrows();
  }

  /** Begins to count, after a while. Any thread, once. */
  void begin(Duration after) {
    countAt(ticker.nanos() + after.toNanos());
  }

  /** Counts no more. Any thread. */
  void stop() {
    stopped = true;
  }

  private void countAt(long due) {
    if (!stopped) {
      timers.at(due, new Count(due));
    }
  }

  /** Counts what is not the loop's. One that is missed is not made up for. */
  private final class Count implements Runnable {

    private final long due;

    Count(long due) {
      this.due = due;
    }

    @Override
    public void run() {
      try {
        if (!stopped) {
          surroundings.gauges(new Answer(surroundings.read()));
        }
      } catch (Throwable e) {
        failed(e);
      }
      long next = Due.after(due, every);
      long now = ticker.nanos();
      countAt(Due.reached(next, now) ? Due.after(now, every) : next);
    }
  }

  /** Has judged what was counted, on whichever thread that is known. */
  private final class Answer implements Consumer<List<GaugeReading>> {

    private final MemoryReading reading;

    Answer(MemoryReading reading) {
      this.reading = reading;
    }

    @Override
    public void accept(List<GaugeReading> gauges) {
      try {
        if (!stopped) {
          told.counted(counted(reading, gauges));
        }
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  private void failed(Throwable e) {
    if (!stopped) { // what is counted may be closed by the end of a count
      LOG.log(System.Logger.Level.WARNING, "what grows could not be counted; trying again", e);
    }
  }

  private Counted counted(MemoryReading reading, List<GaugeReading> gauges) {
    // Who tells of the same more exactly comes first, and counts.
    List<GaugeReading> all = new ArrayList<>(gauges);
    all.add(new GaugeReading(LeakReport.OUTSIDE, reading.outside()));
    OptionalLong live = reading.heap().live();
    if (live.isPresent()) {
      all.add(new GaugeReading(HEAP, Math.max(0, live.getAsLong() - known())));
    }
    return new Counted(ticker.nanos(), reading, all);
  }

  /** What caches hold within their bounds explains that much of the heap. */
  private long known() {
    long sum = 0;
    for (Holder one : surroundings.holders()) {
      sum += one.bytes();
    }
    return sum;
  }

  /**
   * Adds what is the loop's, and tells what of all is known to grow now, or no more.
   *
   * @return whether the whole heap has to be collected before something can be said of it: others
   *     than that leave garbage in place, which looks like growth
   */
  boolean judge(Counted counted) {
    List<GaugeReading> together = new ArrayList<>(counted.gauges());
    together.addAll(cargo.ofCommands());
    GrowthWatch.Changes changes = growth.read(counted.at(), cargo.ended(), together);
    for (Grown grown : changes.told()) {
      surroundings.grew(born(grown));
      if (grown.gauge().equals(HEAP) && grown.state() == Grown.State.CONFIRMED) {
        told.heapGrows();
      }
    }
    long trees = 0;
    for (TreeReading one : cargo.trees()) {
      trees += one.residentBytes();
    }
    overview.read(counted.at(), counted.memory(), trees);
    surroundings.growing(growth.accused());
    return changes.doubt();
  }

  /** The whole heap was collected, or could not be. */
  void collected(boolean done) {
    growth.looked(done);
    classes = GrownClasses.UNKNOWN;
  }

  /** Which classes take most of the heap now. */
  void classes(List<HeapClass> largest) {
    classes = classes.seen(largest);
  }

  /** By which of them the heap has grown. */
  List<Holder> grownClasses() {
    return classes.holders();
  }

  /** What grows by now, and what the memory held so far. */
  GrowthReport report() {
    List<Series> series = new ArrayList<>(overview.series(begun));
    series.addAll(growth.series(begun));
    return growth.report().each(new Born()).with(series);
  }

  private Grown born(Grown grown) {
    return grown.births(surroundings.births(grown.gauge(), grown.to()));
  }

  private final class Born implements UnaryOperator<Grown> {

    @Override
    public Grown apply(Grown grown) {
      return born(grown);
    }
  }

  /** How a gauge goes so far. */
  Optional<Grown> trend(Gauge gauge) {
    return growth.trend(gauge);
  }

  /** What a report says before anything was counted. */
  static GrowthReport nothing() {
    return new GrowthWatch(GrowthPolicy.usual(), HEAP).report();
  }
}
