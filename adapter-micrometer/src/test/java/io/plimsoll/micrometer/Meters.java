package io.plimsoll.micrometer;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A runtime with its meters in a registry, and a clock that only the test turns. */
final class Meters implements AutoCloseable {

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicLong nanos = new AtomicLong();
  final Plimsoll plimsoll;
  final PlimsollMetrics metrics;

  Meters(int mostNames, Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
    this.metrics = new PlimsollMetrics(plimsoll, Tags.empty(), mostNames, nanos::get);
    metrics.bindTo(registry);
  }

  Meters(String... keysAndValues) {
    this(PlimsollMetrics.USUAL_NAMES, start(keysAndValues));
  }

  static Plimsoll start(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Plimsoll.start(Settings.of(values));
  }

  /** A second passes, and somebody reads. */
  void scrape() {
    nanos.addAndGet(Source.FRESH);
    var unused = value("plimsoll.caches.open");
  }

  /** What a meter shows; of a timer how often. */
  double value(String name, String... tags) {
    Meter meter = registry.get(name).tags(tags).meter();
    return meter instanceof FunctionTimer timer
        ? timer.count()
        : meter.measure().iterator().next().getValue();
  }

  /** How long in all, in milliseconds. */
  double millis(String name, String... tags) {
    return registry.get(name).tags(tags).functionTimer().totalTime(TimeUnit.MILLISECONDS);
  }

  /** The values that a tag has. */
  Set<String> tagged(String name, String key) {
    return registry.find(name).meters().stream()
        .map(meter -> meter.getId().getTag(key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until a meter shows at least so much; time passes meanwhile. */
  void awaitAtLeast(double least, String name, String... tags) {
    await(
        () -> {
          scrape();
          return value(name, tags) >= least;
        });
    assertThat(value(name, tags)).isGreaterThanOrEqualTo(least);
  }

  List<Meter> all() {
    return registry.getMeters();
  }

  @Override
  public void close() {
    metrics.close();
    plimsoll.close();
  }
}
