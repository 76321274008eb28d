package io.plimsoll.core.supervise;

import io.plimsoll.core.Due;
import io.plimsoll.core.memory.MemoryActions;
import io.plimsoll.core.memory.MemoryEvent.Subject;
import io.plimsoll.core.memory.MemoryGuard;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.record.Recorder;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.TreeReading;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Ticker;
import io.plimsoll.port.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one supervisor below its load line: has the memory read, has it judged, and acts. On the
 * loop, but for what says otherwise.
 */
public final class LoadLine implements MemoryActions {

  private static final System.Logger LOG = LazyLogger.of(LoadLine.class);

  /** What commands get to leave at the end of all. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How often trees are looked at anew at most: that goes through all processes. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** From this part of the heap on it is prepared for the end. */
  private static final double PREPARED = 0.4;

  private static final Duration FIRST = Duration.ofMillis(200);

  private final LoadSurroundings surroundings;
  private final Cargo cargo;
  private final MemoryGuard guard;
  private final MemoryPolicy policy;
  private final Counting counting;
  private final Ticker ticker;
  private final Timers timers;
  private final Consumer<Happening> loop;
  private boolean prepared;
  private long lookedAt;
  private int awaited;
  private long next = Due.NEVER;

  /** Which reading is the newest that was asked for. */
  private final AtomicLong turn = new AtomicLong();

  private volatile boolean stopped;
  private @Nullable Consumer<Stage> counter;

  /** The commands, as the load line sees them. */
  interface Cargo {

    /** What each tree held when it was last looked at. */
    List<TreeReading> trees();

    /** Has all trees looked at now, and each of so many tell when it was. */
    int look(Runnable looked);

    /** What is counted and weighed of them. */
    List<GaugeReading> ofCommands();

    /** How many have ended so far. */
    long ended();

    /** Who holds what, for people. */
    List<Holder> holders();

    /** Ends one, for lack of room. */
    void shed(String lease, String words, boolean atOnce);

    /** Ends all, those that wait included. */
    void shedAll(String words, boolean atOnce);
  }

  LoadLine(
      MemoryPolicy policy,
      LoadSurroundings surroundings,
      Cargo cargo,
      Ticker ticker,
      Timers timers,
      Consumer<Happening> loop) {
    this.surroundings = surroundings;
    this.cargo = cargo;
    this.guard = new MemoryGuard(policy, this, ticker);
    this.policy = policy;
    this.ticker = ticker;
    this.timers = timers;
    this.loop = loop;
    this.lookedAt = ticker.nanos() - LOOK.toNanos();
    this.counting = new Counting(surroundings, cargo, ticker, timers, new OfCounting());
  }

  private final class OfCounting implements Counting.Told {

    @Override
    public void counted(Counting.Counted counted) {
      loop.accept(of(line -> line.judge(counted)));
    }

    @Override
    public void heapGrows() {
      lookAtClasses();
    }
  }

  /** Has its decisions taken down from now on. Before it begins. */
  void recordedBy(Recorder recorder) {
    guard.witnessedBy(new RecordedMemory(recorder));
  }

  /** Has the stages that are come to counted from now on. Before it begins. */
  void countedBy(Consumer<Stage> stages) {
    counter = stages;
  }

  /** Begins to read, a while after the start: a short command never sees it. Any thread, once. */
  void begin() {
    if (!stopped) {
      timers.at(ticker.nanos() + FIRST.toNanos(), new Read(0, Subject.BOTH));
      counting.begin(FIRST);
    }
  }

  /** Reads no more. Any thread. */
  void stop() {
    stopped = true;
    counting.stop();
  }

  /** The stage now. Any thread; one volatile read. */
  Stage stage() {
    return guard.stage();
  }

  /** Whether what waits is to wait on. */
  boolean holdsBack() {
    return policy.acts() && guard.stage().compareTo(Stage.REFUSE) >= 0;
  }

  /** What happened so far. */
  LoadReport report() {
    List<Holder> all = new ArrayList<>(cargo.holders());
    all.addAll(surroundings.holders());
    all.addAll(counting.grownClasses());
    return guard.report(counting.report(), all);
  }

  /** Without what cannot be told of it, for want of memory or as somebody's code throws. */
  private LoadReport lastReport() {
    LoadReport least = guard.report(Counting.nothing(), List.of());
    try {
      return report();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "not all can be told of the memory", e);
      return least;
    }
  }

  /** How a gauge goes so far. */
  Optional<Grown> trend(Gauge gauge) {
    return counting.trend(gauge);
  }

  /** A tree has ended. */
  void gone(String lease) {
    guard.gone(lease);
  }

  /** One of the trees that were to be looked at was. */
  private void looked() {
    awaited--;
    if (awaited == 0) {
      readTrees();
    }
  }

  /**
   * Has trees looked at, and judged when they were: by figures that are no older than that takes. A
   * look that is not over when the next is due is waited for no longer.
   */
  private void look() {
    long now = ticker.nanos();
    if (Due.reached(Due.after(lookedAt, LOOK.toNanos()), now)) {
      boolean late = awaited > 0;
      lookedAt = now;
      awaited = cargo.look(this::looked);
      if (late || awaited == 0) {
        readTrees();
      }
    }
  }

  /** Off the loop, as all that reads. */
  private void readTrees() {
    timers.at(ticker.nanos(), new Read(turn.get(), Subject.TREES));
  }

  private static Happening of(Consumer<LoadLine> what) {
    return new Happening.Memory(what);
  }

  /** Reads, unless it was asked to be read sooner meanwhile. */
  private final class Read implements Runnable {

    private final long asked;
    private final Subject what;

    Read(long asked, Subject what) {
      this.asked = asked;
      this.what = what;
    }

    @Override
    public void run() {
      if (stopped || asked != turn.get()) {
        return;
      }
      try {
        MemoryReading reading = surroundings.read();
        prepare(reading);
        loop.accept(of(line -> line.judge(reading, what)));
      } catch (Throwable e) {
        timers.at(ticker.nanos() + AGAIN.toNanos(), new Read(asked, Subject.BOTH));
        LOG.log(System.Logger.Level.WARNING, "the memory could not be read; trying again", e);
      }
    }
  }

  /**
   * A heap that is almost full leaves no time to load code. What may have to be done is done once
   * before that, with nobody at the other end.
   */
  private void prepare(MemoryReading reading) {
    if (!prepared && reading.heap().last().orElse(0) >= PREPARED * reading.heapLimit()) {
      prepared = true;
      surroundings.prepare(this::rehearse);
    }
  }

  private LoadReport rehearse() {
    return Rehearsal.of(policy, ticker, surroundings.holders());
  }

  private void judge(MemoryReading reading, Subject what) {
    if (what != Subject.TREES) {
      next = Due.NEVER;
    }
    try {
      guard.reading(reading, cargo.trees(), what);
    } catch (RuntimeException | Error e) {
      readIn(AGAIN); // nobody else would have it read again
      throw e;
    }
    if (what == Subject.HEAP) {
      look();
    }
  }

  /** What is read to be counted is judged by the load line only where nobody else is told of it. */
  private void judge(Counting.Counted counted) {
    if (counted.memory().heap().proof().isPresent()) {
      guard.reading(counted.memory(), cargo.trees(), Subject.HEAP);
    }
    if (counting.judge(counted)) {
      collect();
    }
  }

  /** Whoever only watches has nobody's heap collected: then it seems to grow, and no more. */
  private void collect() {
    if (policy.acts()) {
      surroundings.confirm(
          "it seems to grow", answer -> loop.accept(of(line -> line.collected(answer))));
    }
  }

  private void collected(Optional<HeapProof> answer) {
    counting.collected(answer.isPresent());
    if (answer.isPresent()) {
      guard.confirmed(answer);
      lookAtClasses();
    }
  }

  /** Once as the heap seems to grow, and once when that is sure. */
  private void lookAtClasses() {
    surroundings.classes(largest -> loop.accept(of(line -> line.counting.classes(largest))));
  }

  @Override
  public void announce(Stage stage, Measure measure, String words) {
    if (counter != null) {
      counter.accept(stage);
    }
    surroundings.entered(stage, measure, words);
  }

  @Override
  public void withheld(String what) {
    LOG.log(System.Logger.Level.DEBUG, "watched only, not done: {0}", what);
  }

  @Override
  public void shed(double fraction) {
    surroundings.shed(fraction);
  }

  @Override
  public void relieve() {
    surroundings.shed(1);
  }

  @Override
  public void refuse(String words) {
    surroundings.gate().shut();
  }

  @Override
  public void trial() {
    surroundings.gate().trial();
  }

  @Override
  public void admit() {
    surroundings.gate().open();
  }

  @Override
  public void kill(String lease, String words, boolean atOnce) {
    cargo.shed(lease, words, atOnce);
  }

  @Override
  public void confirm(String words) {
    surroundings.confirm(words, answer -> loop.accept(of(line -> line.guard.confirmed(answer))));
  }

  @Override
  public void exit(String words, boolean atOnce) {
    counting.stop();
    surroundings.gate().shut();
    try {
      surroundings.exit(lastReport());
    } finally {
      cargo.shedAll(words, atOnce);
    }
    if (!atOnce) {
      timers.at(
          ticker.nanos() + DRAIN.toNanos(),
          () -> loop.accept(of(line -> line.cargo.shedAll(words, true))));
    }
  }

  /** A reading that comes sooner is not put off. One that comes soon has trees looked at then. */
  @Override
  public void readIn(Duration pause) {
    long at = ticker.nanos() + pause.toNanos();
    if (!stopped && (next == Due.NEVER || at - next < 0)) {
      long asked = turn.incrementAndGet();
      Subject what = pause.compareTo(AGAIN) < 0 ? Subject.HEAP : Subject.BOTH;
      try {
        timers.at(at, new Read(asked, what));
      } catch (Throwable e) {
        turn.decrementAndGet(); // the one before is still to come
        throw e;
      }
      next = at;
    }
  }
}
