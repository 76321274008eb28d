package io.plimsoll.bootstrap;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeObserver;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Durations;
import io.plimsoll.core.ledger.Failures;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.LeaseView;
import io.plimsoll.lease.Totals;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.Stage;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.report.LeakReport;
import io.plimsoll.report.ReportPage;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.CacheStats;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.resource.PoolStats;
import io.plimsoll.resource.Weigher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A running runtime: the outermost scope with everything that keeps it going. */
final class RunningPlimsoll extends RunningScope implements Plimsoll, LoadWatch.Leaving {

  /** What the parts may take to close after the last scope. */
  private static final Duration PARTS = Duration.ofSeconds(10);

  private static final Duration LAST_STEPS = Duration.ofMillis(100);

  private final String session;

  private final Settings settings;

  /** What the end of earlier sessions may take besides. */
  private final Duration grace;

  private final Supervisor supervisor;
  private final ProcessLauncher launcher;
  private final Resources resources;
  private final Optional<LoadWatch> watch;
  private final Gauges gauges;
  private final Observers observers;
  private final RuntimeThreads threads;
  private final Opened opened;
  private final LeakReports leaks;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private volatile @Nullable LoadReport left;
  private volatile @Nullable LeakReport leftLeaks;

  RunningPlimsoll(
      String session,
      Settings settings,
      Supervisor supervisor,
      ProcessLauncher launcher,
      Resources resources,
      Optional<LoadWatch> watch,
      Gauges gauges,
      Observers observers,
      RuntimeThreads threads,
      Loans loans,
      LeakReports leaks,
      Opened opened) {
    super(supervisor, supervisor.root(), threads, bounds(settings), loans);
    this.leaks = leaks;
    this.session = session;
    this.settings = settings;
    this.grace = settings.get(RuntimeSettings.GRACE);
    this.supervisor = supervisor;
    this.launcher = launcher;
    this.resources = resources;
    this.watch = watch;
    this.gauges = gauges;
    this.observers = observers;
    this.threads = threads;
    this.opened = opened;
  }

  private static Bounds bounds(Settings settings) {
    return new Bounds(
        kept(settings.get(RuntimeSettings.HEAD)), kept(settings.get(RuntimeSettings.TAIL)));
  }

  private static int kept(ByteSize size) {
    return Math.toIntExact(size.bytes());
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public Health health() {
    return health(supervisor, threads);
  }

  @Override
  public Totals totals() {
    return supervisor.totals();
  }

  @Override
  public Settings settings() {
    return settings;
  }

  /** The counts of a supervisor with those of the threads around it. */
  static Health health(Supervisor supervisor, RuntimeThreads threads) {
    return supervisor.health().threads(threads.count(), threads.bound());
  }

  @Override
  public <K, V> Cache<K, V> cache(String name, CachePolicy policy, Weigher<K, V> weigher) {
    Objects.requireNonNull(weigher, "weigher");
    return counted(() -> resources.caches().open(name, policy, weigher));
  }

  @Override
  public <C> Pool<C> pool(String name, ConnectionFactory<C> factory, PoolLimits limits) {
    Objects.requireNonNull(factory, "factory");
    return counted(() -> resources.pool(name, factory, limits));
  }

  @Override
  public List<CacheStats> caches() {
    return resources.cacheStats();
  }

  @Override
  public List<PoolStats> pools() {
    return resources.poolStats();
  }

  @Override
  public List<LeaseView> leases() {
    refuseToWaitForItself("leases");
    List<LeaseView> all = new ArrayList<>(leasesNow());
    all.addAll(loansNow());
    all.sort(Comparator.comparing(LeaseView::age).reversed());
    return all;
  }

  @Override
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(launcher.facts());
    watch.ifPresent(each -> facts.addAll(each.facts()));
    return facts;
  }

  @Override
  public Stage stage() {
    return supervisor.stage();
  }

  @Override
  public AutoCloseable watch(Gauge gauge, LongSupplier value) {
    Objects.requireNonNull(gauge, "gauge");
    Objects.requireNonNull(value, "value");
    return counted(() -> gauges.watch(gauge, value));
  }

  @Override
  public AutoCloseable observe(RuntimeObserver observer) {
    Objects.requireNonNull(observer, "observer");
    return counted(() -> observers.add(observer));
  }

  @Override
  public Optional<LoadReport> loadReport() {
    refuseToWaitForItself("loadReport");
    CompletableFuture<Optional<LoadReport>> answer = supervisor.loadReport();
    Optional<LoadReport> report =
        Waiting.quietly(answer, ANSWER).done() ? answer.join() : Optional.empty();
    return report.isPresent() ? report : leftAtLoadLine();
  }

  @Override
  public Optional<Grown> trend(Gauge gauge) {
    refuseToWaitForItself("trend");
    CompletableFuture<Optional<Grown>> answer = supervisor.trend(gauge);
    return Waiting.quietly(answer, ANSWER).done() ? answer.join() : Optional.empty();
  }

  @Override
  public Optional<LoadReport> leftAtLoadLine() {
    return Optional.ofNullable(left);
  }

  @Override
  public Optional<LeakReport> leakReport() {
    LeakReport atTheEnd = leftLeaks;
    if (atTheEnd != null) {
      return Optional.of(atTheEnd);
    }
    Optional<LoadReport> load = loadReport();
    return load.isPresent() ? Optional.of(leaks.of(load.get())) : Optional.empty();
  }

  /** Closes itself at the load line, for this reason. On the loop. */
  @Override
  public void leave(LoadReport report) {
    try {
      leftLeaks = leaks.of(report); // while caches and pools can still be counted
    } finally {
      left = report;
      beginClose();
    }
  }

  /** Does once what {@link #leave} will have to do in haste. */
  @Override
  public void rehearse(LoadReport report) {
    LeakReport leak = leaks.of(report);
    var unused = leak.text().length() + leak.asMap().size() + ReportPage.html(leak).length();
  }

  @Override
  public String containment() {
    return launcher.containment();
  }

  private void beginClose() {
    if (closing.compareAndSet(false, true)) {
      beginEnd();
      // On a thread of its own, so that no interrupt of a caller cuts the end short.
      Runnable closer = new Closer();
      RuntimeThreads.beside(threads, "closer", closer, closer);
    }
  }

  @Override
  public void close() {
    beginClose();
    if (!threads.isOwn()) {
      Duration longest = supervisor.longestEnd().plus(PARTS).plus(grace);
      Waiting.Result result = Waiting.quietly(gone, longest);
      threads.join(LAST_STEPS); // the closer's too, which has just said that all is done
      Optional<Throwable> failure = result.done() ? result.failure() : Optional.of(hangs(longest));
      if (failure.isPresent()) {
        throwOnce(failure.get());
      }
    }
  }

  private IllegalStateException hangs(Duration after) {
    return new IllegalStateException(
        "session %s: %s had not come to an end after %s"
            .formatted(session, opened.closing(), Durations.words(after.toNanos())));
  }

  /** Everything in reverse: the scopes, then what carries them. */
  private final class Closer implements Runnable {

    @Override
    public void run() {
      Failures failures = ended();
      opened.close(failures);
      if (failures.first().isPresent()) {
        gone.completeExceptionally(failures.first().get());
      } else {
        gone.complete(null);
      }
    }
  }
}
