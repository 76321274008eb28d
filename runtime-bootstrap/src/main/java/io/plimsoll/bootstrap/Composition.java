package io.plimsoll.bootstrap;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Settings;
import io.plimsoll.SettingsException;
import io.plimsoll.core.growth.BirthPlaces;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.record.FlightRecorder;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.core.supervise.SupervisorLimits;
import io.plimsoll.port.Adapter;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.EventSink;
import io.plimsoll.port.ProcessLauncher;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.ConnectionFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts a runtime together: settings, adapters, core. */
public final class Composition {

  private static final long THREAD_END_MILLIS = 2_000;

  private Composition() {}

  /**
   * Starts a runtime.
   *
   * @throws SettingsException with every problem, when settings or adapters do not fit
   */
  public static Plimsoll start(Settings settings, EventSink sink) {
    List<String> problems = new ArrayList<>();
    Adapters adapters = Adapters.find(settings, problems);
    if (!problems.isEmpty()) {
      adapters.close(); // where one is broken none is asked for anything
      throw new SettingsException(problems);
    }
    return start(settings, sink, adapters, problems);
  }

  /**
   * What opens connections to an address, by the adapters that are there. The class loader of one
   * from a folder stays open: it goes with what is answered.
   */
  public static <C> ConnectionFactory<C> connections(
      Settings settings, URI address, Class<C> type) {
    List<String> problems = new ArrayList<>();
    try (Adapters adapters = Adapters.find(settings, problems)) {
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      ConnectionFactory<?> factory =
          adapters
              .connections(address)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "address: is '%s'; no adapter here knows that scheme; try tcp://localhost:5432"
                              .formatted(address.getScheme() + ":...")));
      adapters.leaveOpen(factory.getClass().getClassLoader());
      return new TypedConnections<>(factory, type);
    }
  }

  /** Starts a runtime with these adapters; what was opened is closed again where a part fails. */
  static Plimsoll start(
      Settings settings, EventSink sink, Adapters adapters, List<String> problems) {
    Opened opened = new Opened();
    opened.add("the adapters", adapters::close);
    try {
      return open(settings, sink, adapters, problems, opened);
    } catch (RuntimeException | Error e) {
      opened.undo(e);
      throw e;
    }
  }

  private static Plimsoll open(
      Settings settings, EventSink sink, Adapters adapters, List<String> problems, Opened opened) {
    String session = newSession();
    BirthPlaces places = new BirthPlaces(settings.get(RuntimeSettings.BIRTHS));
    RuntimeThreads threads = RuntimeThreads.of(settings.get(RuntimeSettings.CONCURRENCY), places);
    SystemTime time = new SystemTime(threads);
    Instant started = time.wallTime(); // before anything is counted
    opened.add("the timers", () -> time.stop(THREAD_END_MILLIS));
    AdapterContext context = new AdapterContext(session, time, told(settings), threads, places);
    Optional<Adapter> adapter = chosen(settings, adapters, problems);
    Optional<ProcessLauncher> launcher = launcher(settings, adapter, context, problems);
    launcher.ifPresent(made -> opened.add("the adapter that starts processes", made::close));
    Observers observers = new Observers(threads);
    opened.add("the observers", observers::end);
    EventSink sinks =
        EventSinks.of(settings, observers::decided, sink, adapters, context, opened, problems);
    Resources resources = new Resources(settings, adapters, context);
    opened.add("the caches and pools", resources::close);
    resources.check(problems);
    Gauges gauges = new Gauges();
    BirthWatch births = new BirthWatch(places, threads::owns, time);
    Optional<LoadWatch> watch =
        LoadWatch.of(settings, adapters, context, resources, gauges, births, observers, problems);
    watch.ifPresent(each -> opened.add("the reading of the memory", each::close));
    if (launcher.isEmpty() || !problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    adapter
        .flatMap(each -> each.reaper(context))
        .flatMap(reaper -> EarlierSessions.reap(reaper, settings, threads))
        .ifPresent(reaping -> opened.add("the reaper", reaping::close));
    ThreadPoolExecutor delivery = delivery(settings, threads);
    opened.add("the delivery of outcomes", () -> stop(delivery));
    Supervisor supervisor =
        new Supervisor(session, limits(settings), launcher.get(), time, time, sinks, delivery);
    supervisor.toldTo(observers::ended);
    watch.ifPresent(each -> supervisor.keepBelow(each.policy(), each));
    record(supervisor, session, settings, time, opened);
    supervisor.loop().start(RuntimeThreads.LOOP, threads);
    opened.add("the loop", () -> stop(supervisor));
    LeakReports leaks =
        new LeakReports(
            session,
            started,
            watch.map(LoadWatch::policy).orElse(MemoryPolicy.usual()),
            new BoundsInForce(
                settings, () -> RunningPlimsoll.health(supervisor, threads), resources, gauges));
    RunningPlimsoll running =
        new RunningPlimsoll(
            session,
            settings,
            supervisor,
            launcher.get(),
            resources,
            watch,
            gauges,
            observers,
            threads,
            new Loans(session, time),
            leaks,
            opened);
    watch.ifPresent(each -> each.whenLeaving(running::leave, running::rehearse));
    supervisor.watchMemory();
    return running;
  }

  private static void record(
      Supervisor supervisor, String session, Settings settings, Ticker ticker, Opened opened) {
    Optional<Path> state = StatePlace.of(settings, System.getenv());
    if (settings.get(RuntimeSettings.RECORDER) && state.isPresent()) {
      Recordings recordings = Recordings.below(state.get());
      FlightRecorder recorder =
          new FlightRecorder(
              session, System.getenv(), ticker, new RingFiles(() -> recordings.make(session)));
      opened.add("the recording", recorder::close);
      supervisor.recordedBy(recorder);
    }
  }

  private static ThreadPoolExecutor delivery(Settings settings, RuntimeThreads threads) {
    int accepted = settings.get(RuntimeSettings.CONCURRENCY) + settings.get(RuntimeSettings.QUEUE);
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        // An outcome holds the place of its command until it is taken from here.
        new LinkedBlockingQueue<>(accepted + 1),
        threads.factory(RuntimeThreads.DELIVERY));
  }

  private static void stop(ExecutorService delivery) throws InterruptedException {
    delivery.shutdown();
    delivery.awaitTermination(THREAD_END_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void stop(Supervisor supervisor) throws InterruptedException {
    supervisor.loop().stop(THREAD_END_MILLIS);
    supervisor.end();
  }

  private static Optional<ProcessLauncher> launcher(
      Settings settings, Optional<Adapter> adapter, AdapterContext context, List<String> problems) {
    if (adapter.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<ProcessLauncher> launcher = adapter.get().processLauncher(context);
      if (launcher.isEmpty()) {
        problems.add(
            Adapters.lacking(
                RuntimeSettings.PROCESS_ADAPTER,
                settings.get(RuntimeSettings.PROCESS_ADAPTER),
                "starts no processes"));
      }
      return launcher;
    } catch (IllegalArgumentException e) {
      problems.addAll(Adapters.refused(e));
      return Optional.empty();
    }
  }

  /** The adapter that the settings choose. */
  static Optional<Adapter> chosen(Settings settings, Adapters adapters, List<String> problems) {
    return adapters.choose(
        RuntimeSettings.PROCESS_ADAPTER.key(),
        settings.get(RuntimeSettings.PROCESS_ADAPTER),
        problems);
  }

  /** What that adapter is told of the settings. */
  static Map<String, String> told(Settings settings) {
    Map<String, String> own =
        new HashMap<>(settings.forAdapter(settings.get(RuntimeSettings.PROCESS_ADAPTER)));
    own.putIfAbsent("containment", settings.get(RuntimeSettings.CONTAINMENT));
    own.putIfAbsent("survivors", settings.text(RuntimeSettings.SURVIVORS));
    own.putIfAbsent("grace", settings.text(RuntimeSettings.GRACE));
    StatePlace.of(settings, System.getenv())
        .ifPresent(folder -> own.putIfAbsent("state", folder.toString()));
    return own;
  }

  private static SupervisorLimits limits(Settings settings) {
    return new SupervisorLimits(
        settings.get(RuntimeSettings.CONCURRENCY),
        settings.get(RuntimeSettings.QUEUE),
        settings.get(RuntimeSettings.SCOPES),
        settings.get(RuntimeSettings.TIMEOUT),
        settings.get(RuntimeSettings.GRACE),
        settings.get(RuntimeSettings.MEMORY),
        settings.get(RuntimeSettings.SURVIVORS));
  }

  /** 64 random bits in hexadecimal, so that no two sessions of any machines meet. */
  static String newSession() {
    byte[] bits = new byte[8];
    new SecureRandom().nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
