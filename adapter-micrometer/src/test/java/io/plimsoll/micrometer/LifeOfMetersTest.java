package io.plimsoll.micrometer;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.Plimsoll;
import io.plimsoll.command.Command;
import io.plimsoll.lease.Health;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.ScriptedConnections;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters come, stay as long as they should, and go. */
@Timeout(60)
class LifeOfMetersTest {

  private static Cache<String, String> cache(Plimsoll plimsoll, String name) {
    return plimsoll.cache(name, CachePolicy.entries(10), Weigher.usual());
  }

  @Test
  void closingRemovesAllMetersAndNoOthers() {
    try (Meters meters = new Meters()) {
      Gauge.builder("of.the.program", () -> 1).register(meters.registry);
      cache(meters.plimsoll, "names");
      meters.scrape();
      assertThat(meters.all()).hasSizeGreaterThan(80);
      meters.metrics.close();
      meters.metrics.close();
      assertThat(meters.all()).hasSize(1);
      assertThatThrownBy(() -> meters.metrics.bindTo(meters.registry))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("are closed");
    }
  }

  @Test
  void bindingTwiceDoesNothing() {
    try (Meters meters = new Meters()) {
      List<?> before = List.copyOf(meters.all());
      meters.metrics.bindTo(meters.registry);
      assertThat(List.<Object>copyOf(meters.all())).hasSameElementsAs(before);
      PlimsollMetrics others = new PlimsollMetrics(meters.plimsoll);
      others.bindTo(meters.registry);
      assertThat(meters.all()).hasSameSizeAs(before);
      others.close();
      assertThat(meters.all()).as("those of the first stay").hasSameSizeAs(before);
      assertThat(meters.value("plimsoll.scopes.open")).isEqualTo(1);
    }
  }

  @Test
  void severalRegistriesShowTheSame() {
    try (Meters meters = new Meters()) {
      MeterRegistry second = new SimpleMeterRegistry();
      meters.metrics.bindTo(second);
      cache(meters.plimsoll, "names");
      meters.scrape();
      assertThat(second.get("plimsoll.cache.entries").tag("cache", "names").gauge().value())
          .isZero();
      assertThat(meters.tagged("plimsoll.cache.entries", "cache")).containsExactly("names");
      meters.metrics.close();
      assertThat(second.getMeters()).isEmpty();
    }
  }

  @Test
  void runtimesAreToldApartByTheirTags() {
    try (Plimsoll one = Meters.start();
        Plimsoll other = Meters.start("process.queue", "7");
        PlimsollMetrics first = new PlimsollMetrics(one, Tags.of("runtime", "one"));
        PlimsollMetrics second = new PlimsollMetrics(other, Tags.of("runtime", "other"))) {
      MeterRegistry registry = new SimpleMeterRegistry();
      first.bindTo(registry);
      second.bindTo(registry);
      assertThat(
              registry.get("plimsoll.commands.queued.max").tag("runtime", "other").gauge().value())
          .isEqualTo(7);
      second.close();
      assertThat(registry.getMeters())
          .allMatch(meter -> "one".equals(meter.getId().getTag("runtime")))
          .hasSizeGreaterThan(80);
    }
  }

  @Test
  void cachesAndPoolsThatOpenLaterHaveMetersUntilTheyAreClosed() {
    try (Meters meters = new Meters()) {
      assertThat(meters.tagged("plimsoll.cache.entries", "cache")).isEmpty();
      Cache<String, String> names = cache(meters.plimsoll, "names");
      Pool<ScriptedConnections.Line> orders =
          meters.plimsoll.pool("orders", new ScriptedConnections());
      meters.scrape();
      assertThat(meters.tagged("plimsoll.cache.entries", "cache")).containsExactly("names");
      assertThat(meters.tagged("plimsoll.pool.connections", "pool")).containsExactly("orders");
      int all = meters.all().size();
      names.close();
      orders.close();
      meters.scrape();
      assertThat(meters.all()).hasSize(all - NamedFigures.CACHE.size() - NamedFigures.POOL.size());
      cache(meters.plimsoll, "names");
      meters.scrape();
      assertThat(meters.tagged("plimsoll.cache.entries", "cache")).containsExactly("names");
    }
  }

  @Test
  void aClosedRuntimeShowsWhatItEndedWithAndKeepsNobodyWaiting() throws Exception {
    Plimsoll plimsoll = Meters.start();
    Meters meters = new Meters(4, plimsoll);
    cache(plimsoll, "names");
    meters.scrape();
    plimsoll.run(Command.of("true"));
    plimsoll.close();
    long begun = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      meters.scrape();
    }
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(meters.value("plimsoll.commands.ended", "outcome", "succeeded")).isEqualTo(1);
    assertThat(meters.value("plimsoll.scopes.open")).isZero();
    assertThat(meters.value("plimsoll.leases.live", "kind", "process-tree")).isZero();
    assertThat(meters.tagged("plimsoll.cache.entries", "cache")).isEmpty();
    meters.close();
    assertThat(meters.all()).isEmpty();
  }

  @Test
  void aRuntimeThatNobodyWantsAnyMoreIsNotKeptByItsMeters() {
    MeterRegistry registry = new SimpleMeterRegistry();
    WeakReference<Plimsoll> plimsoll = closedOne(registry);
    await(
        () -> {
          System.gc();
          return plimsoll.get() == null;
        });
    assertThat(registry.get("plimsoll.scopes.open").gauge().value()).isNaN();
  }

  private static WeakReference<Plimsoll> closedOne(MeterRegistry registry) {
    Plimsoll plimsoll = Meters.start();
    new PlimsollMetrics(plimsoll).bindTo(registry);
    assertThat(registry.get("plimsoll.scopes.open").gauge().value()).isEqualTo(1);
    plimsoll.close();
    return new WeakReference<>(plimsoll);
  }

  @Test
  void metersGoOnThoughNobodyHoldsWhatBoundThem() {
    try (Plimsoll plimsoll = Meters.start()) {
      MeterRegistry registry = new SimpleMeterRegistry();
      WeakReference<PlimsollMetrics> binder = bound(plimsoll, registry);
      System.gc();
      assertThat(registry.get("plimsoll.scopes.open").gauge().value()).isEqualTo(1);
      assertThat(binder.get()).as("held by its meters").isNotNull();
    }
  }

  private static WeakReference<PlimsollMetrics> bound(Plimsoll plimsoll, MeterRegistry registry) {
    PlimsollMetrics metrics = new PlimsollMetrics(plimsoll);
    metrics.bindTo(registry);
    return new WeakReference<>(metrics);
  }

  @Test
  void whatWaitsForTheRuntimeIsReadOnceASecond() {
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    try (Plimsoll plimsoll = Meters.start();
        Meters meters = new Meters(4, counted(plimsoll, calls))) {
      calls.clear();
      for (int i = 0; i < 5; i++) {
        meters.all().forEach(meter -> meter.measure().forEach(each -> each.getValue()));
      }
      assertThat(calls).doesNotContainKeys("leases", "loadReport", "caches", "pools");
      assertThat(calls).containsKeys("health", "totals", "stage");
      meters.nanos.addAndGet(Source.FRESH);
      meters.all().forEach(meter -> meter.measure().forEach(each -> each.getValue()));
      assertThat(calls)
          .containsEntry("leases", 1)
          .containsEntry("loadReport", 1)
          .containsEntry("caches", 1)
          .containsEntry("pools", 1)
          .doesNotContainKey("leakReport");
    }
  }

  private static Plimsoll counted(Plimsoll plimsoll, Map<String, Integer> calls) {
    return (Plimsoll)
        Proxy.newProxyInstance(
            Plimsoll.class.getClassLoader(),
            new Class<?>[] {Plimsoll.class},
            (proxy, method, args) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              try {
                return method.invoke(plimsoll, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void metersCanBeReadByTheThreadsOfTheRuntimeThemselves() throws Exception {
    try (Meters meters = new Meters()) {
      CompletableFuture<Double> read =
          meters
              .plimsoll
              .submit(Command.of("true"))
              .outcome()
              .thenApply(
                  outcome -> {
                    meters.nanos.addAndGet(Source.FRESH);
                    return meters.value("plimsoll.leases.live", "kind", "process-tree")
                        + meters.value("plimsoll.commands.ended", "outcome", "succeeded");
                  })
              .toCompletableFuture();
      assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void aNumberOfNamesThatMeansNothingIsRefused() {
    try (Plimsoll plimsoll = Meters.start()) {
      assertThatThrownBy(() -> new PlimsollMetrics(plimsoll, Tags.empty(), -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("metrics: mostNames is -1; must be 0 to 10000; try 64");
    }
  }

  @Test
  void aRuntimeWhoseCountsAreGoneIsOver() {
    try (Meters meters = new Meters()) {
      Health open = meters.plimsoll.health();
      assertThat(open.scopes()).as("the outermost scope counts").isEqualTo(1);
      meters.plimsoll.close();
      assertThat(meters.plimsoll.health().scopes()).isZero();
    }
  }
}
