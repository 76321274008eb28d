package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.Plimsoll;
import io.plimsoll.command.Command;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As Prometheus sees it. */
@Timeout(60)
class PrometheusTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Fair: the time passes although somebody reads all the time. */
  private final ReentrantReadWriteLock pages = new ReentrantReadWriteLock(true);

  @Test
  void namesAndUnitsAreThoseOfPrometheus() throws Exception {
    try (Plimsoll plimsoll = Meters.start();
        PlimsollMetrics metrics = new PlimsollMetrics(plimsoll)) {
      plimsoll.run(Command.of("printf", "12"));
      plimsoll.cache("names", CachePolicy.entries(5), Weigher.<String, String>usual());
      metrics.bindTo(registry);
      assertThat(registry.scrape().lines())
          .contains(
              "# TYPE plimsoll_attempts_seconds summary",
              "# HELP plimsoll_queue_wait_seconds Waits of attempts for a place",
              "# TYPE plimsoll_leases_oldest_seconds gauge",
              "plimsoll_attempts_seconds_count{outcome=\"succeeded\"} 1",
              "plimsoll_output_bytes_total 2.0",
              "plimsoll_commands_ended_total{outcome=\"succeeded\"} 1.0",
              "plimsoll_signals_total{signal=\"KILL\"} 0.0",
              "plimsoll_cache_entries{cache=\"names\"} 0.0");
    }
  }

  @Test
  void whoReadsWhileCachesComeAndGoIsNotDisturbed() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicLong gone = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    registry.config().onMeterRemoved(meter -> gone.incrementAndGet());
    try (Plimsoll plimsoll = Meters.start();
        PlimsollMetrics metrics = new PlimsollMetrics(plimsoll, List.of(), 3, nanos::get)) {
      metrics.bindTo(registry);
      List<CompletableFuture<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            CompletableFuture.supplyAsync(
                () -> readUntil(over), reader -> new Thread(reader).start()));
      }
      for (int i = 0; i < 100 || (gone.get() == 0 && i < 100_000); i++) {
        Cache<String, String> cache =
            plimsoll.cache("c" + i % 10, CachePolicy.entries(5), Weigher.usual());
        Cache<String, String> more =
            plimsoll.cache("more " + i % 10, CachePolicy.entries(5), Weigher.usual());
        pass(nanos);
        cache.close();
        more.close();
        pass(nanos);
      }
      over.set(true);
      for (CompletableFuture<Integer> each : readers) {
        assertThat(each.get(20, TimeUnit.SECONDS)).isPositive();
      }
      assertThat(gone).hasPositiveValue();
      pass(nanos); // what was read while caches were open is old
      assertThat(registry.scrape()).contains("plimsoll_caches_open 0.0");
    }
    assertThat(registry.getMeters()).isEmpty();
    assertThat(registry.scrape()).doesNotContain("plimsoll_");
  }

  /**
   * A reading becomes old between two pages. None takes the second that lies between two readings:
   * a meter that leaves and comes back within one page would be there twice, which Prometheus
   * refuses.
   */
  private void pass(AtomicLong nanos) {
    pages.writeLock().lock();
    try {
      nanos.addAndGet(Source.FRESH);
    } finally {
      pages.writeLock().unlock();
    }
  }

  /** How often the page could be read. */
  private int readUntil(AtomicBoolean over) {
    int read = 0;
    do {
      pages.readLock().lock();
      try {
        if (!registry.scrape().contains("plimsoll_scopes_open 1.0")) {
          return -1;
        }
      } finally {
        pages.readLock().unlock();
      }
      read++;
    } while (!over.get());
    return read;
  }
}
