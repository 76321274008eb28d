package io.plimsoll.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.plimsoll.Plimsoll;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.PoolStats;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * The meters of one runtime in one registry. Meters hold the runtime weakly. Called by one thread
 * at a time.
 */
final class Binding implements Shelf {

  /** Whose those are that come and go with nobody. */
  private static final Tag RUNTIME = Tag.of("", "");

  private final MeterRegistry registry;
  private final WeakReference<Plimsoll> plimsoll;
  private final Tags tags;
  private final Function<Plimsoll, View> source;
  private final Group<CacheStats> caches;
  private final Group<PoolStats> pools;

  // One for each figure of the runtime, and of each cache and pool that is shown by its name.
  private final Map<Tag, List<Meter>> meters = new HashMap<>();

  /**
   * Adds the meters of the runtime itself.
   *
   * @param source reads the runtime; does not hold it
   */
  Binding(
      MeterRegistry registry,
      Plimsoll plimsoll,
      Tags tags,
      int mostNames,
      Function<Plimsoll, View> source) {
    this.registry = registry;
    this.plimsoll = new WeakReference<>(plimsoll);
    this.tags = tags;
    this.source = source;
    this.caches = new Group<>("cache", mostNames, NamedFigures.CACHE, CacheStats::name);
    this.pools = new Group<>("pool", mostNames, NamedFigures.POOL, PoolStats::name);
    RuntimeFigures.all().forEach(figure -> add(figure, RUNTIME, tags, source));
  }

  /** Takes what was read of caches and pools. */
  void read(Reading reading) {
    caches.read(reading.caches(), this);
    pools.read(reading.pools(), this);
  }

  @Override
  public void add(Figure<?> figure, Tag owner, DoubleSupplier value) {
    // Asking for a view first keeps the value no older than a second.
    Figure<DoubleSupplier> read =
        new Figure<>(
            figure.name(),
            figure.words(),
            figure.kind(),
            figure.unit(),
            figure.tags(),
            DoubleSupplier::getAsDouble,
            any -> 0);
    add(
        read,
        owner,
        tags.and(owner),
        runtime -> {
          var unused = source.apply(runtime);
          return value;
        });
  }

  private <S> void add(Figure<S> figure, Tag owner, Tags more, Function<Plimsoll, S> subject) {
    Plimsoll runtime = plimsoll.get();
    if (runtime == null) {
      return;
    }
    Collection<Meter> there = registry.find(figure.name()).meters();
    Meter meter = register(figure, runtime, more.and(figure.tags()), subject);
    // What somebody else has added stays when this is closed.
    if (!there.contains(meter)) {
      meters.computeIfAbsent(owner, it -> new ArrayList<>()).add(meter);
    }
  }

  private <S> Meter register(
      Figure<S> figure, Plimsoll runtime, Tags all, Function<Plimsoll, S> subject) {
    String name = figure.name();
    return switch (figure.kind()) {
      case GAUGE ->
          Gauge.builder(name, runtime, it -> figure.value().applyAsDouble(subject.apply(it)))
              .description(figure.words())
              .baseUnit(figure.unit())
              .tags(all)
              .register(registry);
      case TIME_GAUGE ->
          TimeGauge.builder(
                  name, runtime, Figure.TIME, it -> figure.value().applyAsDouble(subject.apply(it)))
              .description(figure.words())
              .tags(all)
              .register(registry);
      case COUNTER ->
          FunctionCounter.builder(
                  name, runtime, it -> figure.value().applyAsDouble(subject.apply(it)))
              .description(figure.words())
              .baseUnit(figure.unit())
              .tags(all)
              .register(registry);
      case TIMER ->
          FunctionTimer.builder(
                  name,
                  runtime,
                  it -> figure.count().applyAsLong(subject.apply(it)),
                  it -> figure.value().applyAsDouble(subject.apply(it)),
                  Figure.TIME)
              .description(figure.words())
              .tags(all)
              .register(registry);
    };
  }

  @Override
  public void remove(Tag owner) {
    List<Meter> gone = meters.remove(owner);
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }

  /** Removes all. */
  void close() {
    List.copyOf(meters.keySet()).forEach(this::remove);
  }
}
