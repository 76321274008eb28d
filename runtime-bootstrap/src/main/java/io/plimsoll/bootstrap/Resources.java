package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.command.RefusedException;
import io.plimsoll.core.connection.ConnectionPolicy;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.Holder;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.CacheProvider;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caches and pools of a runtime, made on first use: who runs one command pays for none. Any
 * thread may use it.
 */
final class Resources implements AutoCloseable {

  /** The settings that choose an adapter here. */
  private static final List<Setting<String>> CHOICES =
      List.of(
          RuntimeSettings.CACHE_ADAPTER,
          RuntimeSettings.POOL_ADAPTER,
          RuntimeSettings.BREAKER_ADAPTER);

  private final Settings settings;
  private final Adapters adapters;
  private final AdapterContext base;

  // Guarded by this.
  private @Nullable CacheProvider caches;
  private @Nullable PoolProvider pools;
  private @Nullable CircuitBreakers breakers;
  private boolean closed;

  /**
   * @param base what every adapter is told; its settings are replaced by the adapter's own
   */
  Resources(Settings settings, Adapters adapters, AdapterContext base) {
    this.settings = settings;
    this.adapters = adapters;
    this.base = base;
  }

  /**
   * Adds what is wrong with the adapters that somebody chose. One that is not the usual one has to
   * show what it can do; the usual ones are found on use.
   */
  void check(List<String> problems) {
    for (Setting<String> choice : CHOICES) {
      if (settings.source(choice).equals(Settings.DEFAULT)) {
        continue;
      }
      String id = settings.get(choice);
      boolean there = adapters.choose(choice.key(), id, problems).isPresent();
      if (there && !id.equals(choice.defaultText())) {
        try {
          make(choice);
        } catch (SettingsException e) {
          problems.addAll(e.problems());
        }
      }
    }
  }

  private void make(Setting<String> choice) {
    if (choice == RuntimeSettings.CACHE_ADAPTER) {
      caches();
    } else if (choice == RuntimeSettings.POOL_ADAPTER) {
      pools();
    } else {
      breakers();
    }
  }

  /** The provider of caches. */
  synchronized CacheProvider caches() {
    refuseIfClosed("cache");
    if (caches == null) {
      Setting<String> choice = RuntimeSettings.CACHE_ADAPTER;
      Map<String, String> own = own(choice);
      own.putIfAbsent("budget", settings.text(RuntimeSettings.CACHE_BUDGET));
      own.putIfAbsent("limit", settings.text(RuntimeSettings.CACHES));
      Adapter adapter = adapter(choice);
      caches = made(choice, "keeps no caches", () -> adapter.cacheProvider(base.settings(own)));
    }
    return caches;
  }

  /** Opens a pool whose breaker is named after it. */
  <C> Pool<C> pool(String name, ConnectionFactory<C> factory, PoolLimits limits) {
    PoolProvider provider = pools();
    return provider.open(
        name, factory, limits, ConnectionPolicy.of(limits), breakers().open(name, Limits.usual()));
  }

  private synchronized PoolProvider pools() {
    refuseIfClosed("pool");
    if (pools == null) {
      Setting<String> choice = RuntimeSettings.POOL_ADAPTER;
      Map<String, String> own = own(choice);
      own.putIfAbsent("limit", settings.text(RuntimeSettings.POOLS));
      Adapter adapter = adapter(choice);
      pools = made(choice, "lends no connections", () -> adapter.poolProvider(base.settings(own)));
    }
    return pools;
  }

  private synchronized CircuitBreakers breakers() {
    refuseIfClosed("pool");
    if (breakers == null) {
      Setting<String> choice = RuntimeSettings.BREAKER_ADAPTER;
      Adapter adapter = adapter(choice);
      breakers =
          made(
              choice,
              "keeps nobody from what fails",
              () -> adapter.circuitBreakers(base.settings(own(choice))));
    }
    return breakers;
  }

  /** Counts of all open caches. */
  synchronized List<CacheStats> cacheStats() {
    return caches == null ? List.of() : caches.stats();
  }

  /** Counts of all open pools. */
  synchronized List<PoolStats> poolStats() {
    return pools == null ? List.of() : pools.stats();
  }

  /** Closes what was made, the pools first. What is asked for later is refused. */
  @Override
  public void close() {
    CacheProvider madeCaches;
    PoolProvider madePools;
    synchronized (this) {
      closed = true;
      madeCaches = caches;
      madePools = pools;
      caches = null;
      pools = null;
    }
    Failures failures = new Failures();
    if (madePools != null) {
      failures.run(madePools::close);
    }
    if (madeCaches != null) {
      failures.run(madeCaches::close);
    }
    Waiting.throwFirst(failures);
  }

  /**
   * Caches keep this part of their bounds from now on, and below all of it unused connections are
   * let go. Does not wait.
   */
  synchronized void allow(double fraction) {
    if (caches != null) {
      caches.allow(fraction);
    }
    if (pools != null && fraction < 1) {
      pools.relieve();
    }
  }

  /** What they hold. */
  List<Holder> holders() {
    List<Holder> holders = new ArrayList<>();
    for (CacheStats each : cacheStats()) {
      holders.add(new Holder("cache", each.name(), each.bytes(), each.entries() + " entries"));
    }
    for (PoolStats each : poolStats()) {
      String words = "%d of %d connections".formatted(each.lent() + each.idle(), each.most());
      holders.add(new Holder("pool", each.name(), 0, words));
    }
    return holders;
  }

  /** What is counted of them. What a cache holds within its bounds does not count. */
  List<GaugeReading> gauges() {
    List<GaugeReading> all = new ArrayList<>();
    for (PoolStats each : poolStats()) {
      all.add(new GaugeReading(Gauge.count("lent connections", each.name()), each.lent()));
      all.add(new GaugeReading(Gauge.count("borrowers that wait", each.name()), each.waiting()));
      all.add(new GaugeReading(Gauge.count("dropped handles", each.name()), each.dropped()));
    }
    return all;
  }

  private void refuseIfClosed(String what) {
    if (closed) {
      throw new RefusedException(
          RefusedException.Reason.CLOSED,
          what + ": the runtime is closed; start another",
          Duration.ZERO);
    }
  }

  private Map<String, String> own(Setting<String> choice) {
    return new HashMap<>(settings.forAdapter(settings.get(choice)));
  }

  private Adapter adapter(Setting<String> choice) {
    List<String> problems = new ArrayList<>();
    return adapters
        .choose(choice.key(), settings.get(choice), problems)
        .orElseThrow(() -> new SettingsException(problems));
  }

  /** Makes one; what an adapter says of its settings is a problem of the settings. */
  private interface Making<T> {
    Optional<T> make();
  }

  private <T> T made(Setting<String> choice, String lacking, Making<T> making) {
    try {
      return making
          .make()
          .orElseThrow(
              () ->
                  new SettingsException(
                      List.of(Adapters.lacking(choice, settings.get(choice), lacking))));
    } catch (SettingsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of(String.valueOf(e.getMessage())));
    }
  }
}
