package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.RuntimeSettings.LoadMode;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.supervise.LoadSurroundings;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Births;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the load line of a runtime reads and acts on outside the core. The sensor is made at the
 * first reading, which a short command never sees.
 */
final class LoadWatch implements LoadSurroundings, AutoCloseable {

  private static final Logger LOG = LazyLogger.of(LoadWatch.class);

  private final Adapter adapter;
  private final AdapterContext context;
  private final Resources resources;
  private final LazyGate gate;
  private final Gauges gauges;
  private final BirthWatch births;
  private final Observers observers;
  private final LoadMode mode;
  private final Duration countedEvery;

  /** Absent until there is somebody to be told. */
  private volatile @Nullable Leaving leaving;

  // Guarded by this.
  private @Nullable MemorySensor sensor;
  private boolean closed;

  /** What leaves at the load line. */
  interface Leaving {

    /** Told once, on the loop, why everything ends. */
    void leave(LoadReport report);

    /** Does the same with a report that means nothing, on any thread. */
    void rehearse(LoadReport report);
  }

  private LoadWatch(
      Adapter adapter,
      AdapterContext context,
      Resources resources,
      Gauges gauges,
      BirthWatch births,
      Observers observers,
      LoadMode mode,
      Duration countedEvery) {
    this.adapter = adapter;
    this.context = context;
    this.resources = resources;
    this.gauges = gauges;
    this.births = births;
    this.observers = observers;
    this.mode = mode;
    this.countedEvery = countedEvery;
    this.gate = new LazyGate(adapter, context);
  }

  /**
   * The watch that the settings ask for; none where it is off, or where nobody chose an adapter and
   * the usual one is not installed.
   *
   * @param problems takes what is wrong with an adapter that was chosen
   */
  static Optional<LoadWatch> of(
      Settings settings,
      Adapters adapters,
      AdapterContext base,
      Resources resources,
      Gauges gauges,
      BirthWatch births,
      Observers observers,
      List<String> problems) {
    LoadMode mode = settings.get(RuntimeSettings.MEMORY_MODE);
    if (mode == LoadMode.OFF) {
      return Optional.empty();
    }
    Setting<String> choice = RuntimeSettings.MEMORY_ADAPTER;
    boolean chosen = !settings.source(choice).equals(Settings.DEFAULT);
    Optional<Adapter> adapter =
        adapters.choose(choice.key(), settings.get(choice), chosen ? problems : new ArrayList<>());
    if (adapter.isEmpty()) {
      return Optional.empty();
    }
    LoadWatch watch =
        new LoadWatch(
            adapter.get(),
            base.settings(told(settings)),
            resources,
            gauges,
            births,
            observers,
            mode,
            settings.get(RuntimeSettings.GROWTH_EVERY));
    if (!settings.get(choice).equals(choice.defaultText())) {
      watch.check(problems);
    }
    return Optional.of(watch);
  }

  /** An adapter that is not the usual one has to show at once what it can do. */
  private void check(List<String> problems) {
    try {
      sensor();
      gate.prepare();
    } catch (IllegalArgumentException | IllegalStateException e) {
      problems.addAll(Adapters.refused(e));
    }
  }

  private static Map<String, String> told(Settings settings) {
    Map<String, String> own =
        new HashMap<>(settings.forAdapter(settings.get(RuntimeSettings.MEMORY_ADAPTER)));
    own.putIfAbsent("limit", settings.text(RuntimeSettings.MEMORY_LIMIT));
    return own;
  }

  /** The rules by which it judges. */
  MemoryPolicy policy() {
    MemoryPolicy usual = MemoryPolicy.usual();
    return mode == LoadMode.WATCH ? usual.watching() : usual;
  }

  /** Has this told, once, why everything ends. */
  void whenLeaving(Leaving told) {
    leaving = told;
  }

  /** Where the figures come from, for people. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(sensor().facts());
    facts.add(births.fact());
    return facts;
  }

  private synchronized MemorySensor sensor() {
    if (closed) {
      throw new IllegalStateException("memory: the runtime is closed");
    }
    MemorySensor made = sensor;
    if (made == null) {
      made = adapter.memorySensor(context).orElseThrow(() -> lacking(adapter, "reads no memory"));
      sensor = made;
    }
    return made;
  }

  /** What is thrown where the adapter cannot do this. */
  static IllegalStateException lacking(Adapter adapter, String what) {
    return new IllegalStateException(
        Adapters.lacking(RuntimeSettings.MEMORY_ADAPTER, adapter.id(), what));
  }

  @Override
  public MemoryReading read() {
    return sensor().read();
  }

  @Override
  public void confirm(String words, Consumer<Optional<HeapProof>> answer) {
    RuntimeThreads.beside(
        context.threads(),
        "confirm",
        () -> {
          LOG.log(Level.INFO, "memory: the whole heap is collected: {0}", words);
          answer.accept(confirmed());
        },
        () -> answer.accept(Optional.empty()));
  }

  /** Empty too where the runtime closes meanwhile. */
  private Optional<HeapProof> confirmed() {
    try {
      return sensor().confirm();
    } catch (Throwable e) { // an answer is waited for
      LOG.log(Level.DEBUG, "memory: the heap could not be collected", e);
      return Optional.empty();
    }
  }

  @Override
  public void classes(Consumer<List<HeapClass>> answer) {
    RuntimeThreads.beside(
        context.threads(),
        "classes",
        () -> answer.accept(largestClasses()),
        () -> answer.accept(List.of()));
  }

  private List<HeapClass> largestClasses() {
    try {
      return sensor().classes();
    } catch (Throwable e) { // an answer is waited for
      LOG.log(Level.DEBUG, "memory: the classes of the heap could not be looked at", e);
      return List.of();
    }
  }

  @Override
  public void prepare(Supplier<LoadReport> rehearsal) {
    RuntimeThreads.beside(
        context.threads(),
        "prepare",
        () -> {
          LOG.log(Level.INFO, "memory: prepared for the load line");
          try {
            LoadReport report = rehearsal.get();
            var unused = report.text();
            gate.prepare();
            Leaving told = leaving;
            if (told != null) {
              told.rehearse(report);
            }
          } catch (Throwable e) {
            LOG.log(Level.DEBUG, "memory: not prepared", e); // told when it is needed
          }
        },
        () -> {});
  }

  @Override
  public void shed(double fraction) {
    resources.allow(fraction);
  }

  @Override
  public AdmissionGate gate() {
    return gate;
  }

  @Override
  public List<Holder> holders() {
    return resources.holders();
  }

  @Override
  public Duration countedEvery() {
    return countedEvery;
  }

  /** Without those of the program, whose code may not return. */
  @Override
  public List<GaugeReading> gauges() {
    List<GaugeReading> all = new ArrayList<>(sensor().gauges());
    all.addAll(resources.gauges());
    births.look();
    return all;
  }

  @Override
  public void gauges(Consumer<List<GaugeReading>> answer) {
    gauges.addTo(gauges(), context.threads(), answer);
  }

  @Override
  public Births births() {
    return births.births();
  }

  @Override
  public void growing(List<Gauge> growing) {
    births.growing(growing);
  }

  @Override
  public List<BirthPlace> births(Gauge gauge, long held) {
    return births.of(gauge, held);
  }

  @Override
  public void grew(Grown grown) {
    LOG.log(
        grown.state() == Grown.State.CONFIRMED ? Level.WARNING : Level.INFO,
        "growth: {0}{1}",
        grown.words(),
        grown.births().isEmpty() ? "" : "; " + grown.words(grown.births().get(0)));
    observers.grew(grown);
  }

  @Override
  public void entered(Stage stage, Measure measure, String words) {
    LOG.log(
        stage == Stage.NORMAL ? Level.INFO : Level.WARNING,
        "memory: {0}: {1}",
        stage.name().toLowerCase(java.util.Locale.ROOT),
        words);
    observers.entered(stage, measure, words);
  }

  @Override
  public void exit(LoadReport report) {
    Leaving told = leaving;
    if (told != null) {
      told.leave(report);
    }
  }

  /** Lets go of the sensor and the gate. */
  @Override
  public synchronized void close() {
    closed = true;
    gauges.stop();
    gate.close();
    if (sensor != null) {
      sensor.close();
      sensor = null;
    }
  }
}
