package io.plimsoll.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.plimsoll.Plimsoll;
import java.lang.ref.WeakReference;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;

/**
 * The counts, bounds, stages and durations of a runtime as meters: {@code new
 * PlimsollMetrics(plimsoll).bindTo(registry)}. Which there are stands in {@code docs/metrics.md}.
 *
 * <p>Any thread may use it. A meter costs a few reads of memory; what has to wait for the runtime
 * (leases, the figures of the memory, caches and pools) is read once a second at most, by whoever
 * reads a meter then, and that reader waits: milliseconds as a rule, two seconds at most where the
 * runtime does not answer. Nothing is counted here: figures stand for the whole life of the
 * runtime, also when it is bound late.
 *
 * <p>Caches and pools are found when meters are read: one that opens later has its meters when the
 * second in which it opened is over and any meter is read, and loses them likewise when it is
 * closed. So many have meters under their names; those that come when there are as many share the
 * name {@value #OTHER}.
 *
 * <p>Meters hold the runtime weakly: they do not keep it alive. They stay in the registry, also
 * those of a closed runtime, until {@link #close()}, with the figures that it ended with.
 *
 * @since 0.1.0
 */
public final class PlimsollMetrics implements MeterBinder, AutoCloseable {

  /** How many caches, and how many pools, have meters under their names unless it is said. */
  public static final int USUAL_NAMES = 64;

  /** The name that further ones share. */
  public static final String OTHER = "other";

  private static final int MOST_NAMES = 10_000;

  private final WeakReference<Plimsoll> plimsoll;
  private final Tags tags;
  private final int mostNames;
  private final Source source;

  // The registries that it was bound to, each once; guarded by the source.
  private final IdentityHashMap<MeterRegistry, Binding> bindings = new IdentityHashMap<>();
  private boolean closed;

  /** The meters of a runtime without further tags. */
  public PlimsollMetrics(Plimsoll plimsoll) {
    this(plimsoll, Tags.empty());
  }

  /**
   * The meters of a runtime with tags that tell it from other runtimes in the same registry.
   *
   * @param tags what all meters have besides their own
   */
  public PlimsollMetrics(Plimsoll plimsoll, Iterable<Tag> tags) {
    this(plimsoll, tags, USUAL_NAMES);
  }

  /**
   * The same with another bound for names.
   *
   * @param mostNames how many caches, and how many pools, have meters under their names; 0 to
   *     10,000
   * @throws IllegalArgumentException when it is not
   */
  public PlimsollMetrics(Plimsoll plimsoll, Iterable<Tag> tags, int mostNames) {
    this(plimsoll, tags, mostNames, System::nanoTime);
  }

  PlimsollMetrics(Plimsoll plimsoll, Iterable<Tag> tags, int mostNames, LongSupplier nanos) {
    if (mostNames < 0 || mostNames > MOST_NAMES) {
      throw new IllegalArgumentException(
          "metrics: mostNames is %d; must be 0 to %d; try %d"
              .formatted(mostNames, MOST_NAMES, USUAL_NAMES));
    }
    this.plimsoll = new WeakReference<>(plimsoll);
    this.tags = Tags.of(tags);
    this.mostNames = mostNames;
    this.source =
        new Source(nanos, reading -> bindings.values().forEach(each -> each.read(reading)));
  }

  /**
   * Adds the meters to a registry. A second time does nothing; meters that somebody else has added
   * under the same names and tags stay as they are. Waits for the runtime as reading does.
   *
   * @throws IllegalStateException when this is closed
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    source.undisturbed(() -> bind(registry));
  }

  private void bind(MeterRegistry registry) {
    if (closed) {
      throw new IllegalStateException("metrics: are closed; bind others to " + registry);
    }
    Plimsoll runtime = plimsoll.get();
    if (runtime != null && !bindings.containsKey(registry)) {
      Binding binding = new Binding(registry, runtime, tags, mostNames, source::view);
      bindings.put(registry, binding);
      binding.read(source.view(runtime).reading());
    }
  }

  /** Removes the meters from all registries that it was bound to. A second call does nothing. */
  @Override
  public void close() {
    source.undisturbed(
        () -> {
          closed = true;
          bindings.values().forEach(Binding::close);
          bindings.clear();
        });
  }
}
