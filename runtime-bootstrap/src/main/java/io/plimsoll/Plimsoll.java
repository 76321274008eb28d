package io.plimsoll;

import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.lease.Totals;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Reaper;
import io.plimsoll.report.LeakReport;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import io.plimsoll.resource.Weigher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A running runtime: the outermost scope of everything that is started in it.
 *
 * <p>Any thread may use it. It starts daemon threads only, whose names begin with {@code
 * plimsoll-}; {@link #health()} counts them beside their bound, and they are gone when {@link
 * #close()} returns, but for one that is held by a read of an input of the caller's. (The JDK has
 * threads of its own: {@code process reaper} for each live process, and on later versions workers
 * of its common pool, which tell of the end of one. It keeps them for a minute.) It writes to no
 * standard stream, adds no shutdown hook and never exits.
 *
 * @since 0.1.0
 */
public interface Plimsoll extends Scope {

  /**
   * Starts a runtime.
   *
   * @throws SettingsException when a setting cannot hold, such as an adapter that is not there
   */
  static Plimsoll start(Settings settings) {
    return start(settings, event -> {});
  }

  /** Starts a runtime whose events go to a sink as well. */
  static Plimsoll start(Settings settings, EventSink sink) {
    return io.plimsoll.bootstrap.Composition.start(settings, sink);
  }

  /**
   * Ends what sessions left behind whose runtimes were killed, and removes their notes. Waits:
   * within the grace and twelve seconds it returns. Each runtime that starts does the same beside
   * its work.
   *
   * @param grace how long a process may take to leave once it was asked
   * @param dryRun whether only to look
   * @throws SettingsException when a setting cannot hold, such as a state folder of others
   */
  static Reaper.Report reap(Settings settings, Duration grace, boolean dryRun) {
    return io.plimsoll.bootstrap.EarlierSessions.reap(settings, grace, dryRun);
  }

  /**
   * What opens connections to an address, such as {@code tcp://localhost:5432}: of the adapters
   * that are installed the first, by id, that knows its scheme. Opens none.
   *
   * @param type what the connections are: {@code java.net.Socket} for {@code tcp}. To open one that
   *     is something else fails
   * @throws IllegalArgumentException when no adapter here knows its scheme, or the rest does not
   *     fit
   */
  static <C> ConnectionFactory<C> connections(URI address, Class<C> type) {
    return connections(Settings.defaults(), address, type);
  }

  /**
   * As {@link #connections(URI, Class)}, by the adapters in the folder of these settings as well.
   *
   * @throws SettingsException when what is installed does not fit together
   */
  static <C> ConnectionFactory<C> connections(Settings settings, URI address, Class<C> type) {
    return io.plimsoll.bootstrap.Composition.connections(settings, address, type);
  }

  /**
   * Which adapter fills which port under these settings, and why that one. Starts nothing.
   *
   * @throws SettingsException when what is installed does not fit together
   */
  static List<PortBinding> bindings(Settings settings) {
    return io.plimsoll.bootstrap.Bindings.of(settings);
  }

  /**
   * Opens a cache that is closed with this runtime. All caches share the bytes of {@code
   * cache.budget}.
   *
   * @param name 1 to 64 characters, not taken by another open cache
   * @throws IllegalArgumentException when the name is not fit or taken
   * @throws RefusedException when as many are open as {@code cache.limit} says, or the runtime is
   *     closed
   * @throws SettingsException when the adapter of {@code cache.adapter} is not there
   */
  <K, V> Cache<K, V> cache(String name, CachePolicy policy, Weigher<K, V> weigher);

  /** As {@link #cache(String, CachePolicy, Weigher)}, with the usual weigher. */
  default <K, V> Cache<K, V> cache(String name, CachePolicy policy) {
    return cache(name, policy, Weigher.usual());
  }

  /** As {@link #pool(String, ConnectionFactory, PoolLimits)}, with the usual bounds. */
  default <C> Pool<C> pool(String name, ConnectionFactory<C> factory) {
    return pool(name, factory, PoolLimits.usual());
  }

  /**
   * Opens a pool of connections that is closed with this runtime. No connection is opened yet. A
   * loan that a scope is to own is taken by {@link Scope#borrow}.
   *
   * @param name 1 to 64 characters, not taken by another open pool
   * @throws IllegalArgumentException when the name is not fit or taken
   * @throws RefusedException when as many are open as {@code pool.limit} says, or the runtime is
   *     closed
   * @throws SettingsException when an adapter is not there
   */
  <C> Pool<C> pool(String name, ConnectionFactory<C> factory, PoolLimits limits);

  /** Counts of all open caches. */
  List<CacheStats> caches();

  /** Counts of all open pools. */
  List<PoolStats> pools();

  /**
   * The folder where runtimes of these settings leave notes and reports; empty where there is none.
   */
  static Optional<Path> stateFolder(Settings settings) {
    return io.plimsoll.bootstrap.StatePlace.of(settings, System.getenv());
  }

  /** How near the load line the memory is. Costs one volatile read. */
  Stage stage();

  /**
   * Has something of the program around the runtime watched for growth: it is read once a second,
   * on a thread of the runtime, and named in the report if it grows without end. What has a bound
   * of its own need not be watched. Where {@code memory.mode} is off nothing is read. One that does
   * not return is named in the log, and until it does none that is watched here is read.
   *
   * @param gauge what it is
   * @param value reads it; is quick, and may throw where it cannot
   * @return ends it; closing twice does nothing
   * @throws io.plimsoll.command.RefusedException where 32 are watched already
   * @throws IllegalArgumentException where this one is
   */
  AutoCloseable watch(Gauge gauge, LongSupplier value);

  /**
   * Has an observer told of what happens in this runtime from now on, on a thread of its own. It
   * can neither block nor break the runtime: what it is too slow for is dropped and counted to it.
   *
   * @return ends it: it is told nothing more; a call that is under way is waited for, at most a
   *     second, and then interrupted. Closing twice does nothing
   * @throws io.plimsoll.command.RefusedException where 8 listen already, or the runtime is closed
   */
  AutoCloseable observe(RuntimeObserver observer);

  /**
   * How something that is watched goes so far, whether it grows or not; empty where nobody watches
   * it, and before there is enough to say. Waits for the loop, at most a second.
   */
  Optional<Grown> trend(Gauge gauge);

  /**
   * What happened to the memory so far, who holds most of it, what grows and where that was born;
   * empty where {@code memory.mode} is off, and after {@link #close()}. Waits for the loop, at most
   * a second.
   */
  Optional<LoadReport> loadReport();

  /**
   * Why this runtime closed itself at the load line; empty while it did not. It then refuses new
   * work, ends what lives within ten seconds, and is closed as by {@link #close()}.
   */
  Optional<LoadReport> leftAtLoadLine();

  /**
   * Why this session grew so far, or that it did not, with causes, places and what to change; empty
   * where {@code memory.mode} is off, and after {@link #close()}. Waits for the loop, at most a
   * second. After the runtime closed itself at the load line it is the report of that moment.
   * {@link io.plimsoll.report.ReportPage#html} makes a page of it.
   */
  Optional<LeakReport> leakReport();

  /** The id of this session, carried by everything it starts. */
  String session();

  /** Every count beside its bound, as of the last decision. Costs one volatile read. */
  Health health();

  /** What happened since the start, in counts that only rise. Costs a few reads of memory. */
  Totals totals();

  /** The settings in force. */
  Settings settings();

  /**
   * The live leases now, oldest first. Waits for the loop, at most a second.
   *
   * @throws IllegalStateException when called in an event sink or in what is chained to an outcome:
   *     it would wait for itself
   */
  List<LeaseView> leases();

  /** What is in force here, for people. */
  List<Fact> facts();

  /** What holds a command and its descendants together here, in a few words for people. */
  String containment();
}
