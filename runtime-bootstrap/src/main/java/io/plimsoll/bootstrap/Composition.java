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
import io.plimsoll.port.Reaper;
import io.plimsoll.port.Ticker;
import io.plimsoll.resource.ConnectionFactory;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
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
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(sink, "sink");
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
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(type, "type");
    List<String> problems = new ArrayList<>();
    try (Adapters adapters = Adapters.find(settings, problems)) {
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      if (address.getScheme() == null) {
        throw new IllegalArgumentException("address: has no scheme; try tcp://localhost:5432");
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
    opened.add("the adapters", adapters);
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
    opened.add("the timers", time);
    AdapterContext context = new AdapterContext(session, time, told(settings), threads, places);
    ThreadPoolExecutor delivery = delivery(settings, threads);
    AutoCloseable endOfDelivery = new EndOfDelivery(delivery);
    opened.add("its thread", endOfDelivery); // where the start fails before the next mention
    Launching launching = Launching.begin(settings, adapters, context, delivery, problems);
    opened.add("the adapter that starts processes", launching);
    Optional<FlightRecorder> recorder = recorder(session, settings, time, delivery);
    if (recorder.isPresent()) {
      opened.add("the recording", recorder.get());
    }
    Observers observers = new Observers(threads);
    opened.add("the observers", observers);
    EventSink sinks = EventSinks.of(settings, observers, sink, adapters, context, opened, problems);
    Resources resources = new Resources(settings, adapters, context);
    opened.add("the caches and pools", resources);
    resources.check(problems);
    Gauges gauges = new Gauges();
    BirthWatch births = new BirthWatch(places, threads, time);
    Optional<LoadWatch> watch =
        LoadWatch.of(settings, adapters, context, resources, gauges, births, observers, problems);
    if (watch.isPresent()) {
      opened.add("the reading of the memory", watch.get());
    }
    ProcessLauncher launcher = launching.launcher(problems);
    Optional<EarlierSessions> reaping = reaping(launching, settings, threads);
    if (reaping.isPresent()) {
      opened.add("the reaper", reaping.get());
    }
    // Earlier than what who is told of an outcome may use, such as caches.
    opened.add("the delivery of outcomes", endOfDelivery);
    Supervisor supervisor =
        new Supervisor(session, limits(settings), launcher, time, time, sinks, delivery);
    supervisor.toldTo(observers::ended);
    if (watch.isPresent()) {
      supervisor.keepBelow(watch.get().policy(), watch.get());
    }
    if (recorder.isPresent()) {
      supervisor.recordedBy(recorder.get());
    }
    launcher.afterTelling(new Assistance(supervisor));
    supervisor.loop().start(RuntimeThreads.LOOP, threads);
    opened.add("the loop", new EndOfLoop(supervisor));
    LeakReports leaks =
        new LeakReports(
            session,
            started,
            watch.isPresent() ? watch.get().policy() : MemoryPolicy.usual(),
            new BoundsInForce(settings, supervisor, threads, resources, gauges));
    RunningPlimsoll running =
        new RunningPlimsoll(
            session,
            settings,
            supervisor,
            launcher,
            resources,
            watch,
            gauges,
            observers,
            threads,
            new Loans(session, time),
            leaks,
            opened);
    if (watch.isPresent()) {
      watch.get().whenLeaving(running);
    }
    supervisor.watchMemory();
    return running;
  }

  private static Optional<EarlierSessions> reaping(
      Launching launching, Settings settings, RuntimeThreads threads) {
    Optional<Reaper> reaper = launching.reaper();
    return reaper.isPresent()
        ? EarlierSessions.reap(reaper.get(), settings, threads)
        : Optional.empty();
  }

  /** What is decided is recorded by it, where that is asked for and there is a place. */
  private static Optional<FlightRecorder> recorder(
      String session, Settings settings, Ticker ticker, Executor beside) {
    Optional<Path> state = StatePlace.of(settings, System.getenv());
    if (!settings.get(RuntimeSettings.RECORDER) || state.isEmpty()) {
      return Optional.empty();
    }
    Recordings recordings = Recordings.below(state.get());
    RingFiles ring = new RingFiles(new Recordings.OfSession(recordings, session));
    if (settings.get(RuntimeSettings.READY)) {
      ring.prepare(beside);
    }
    return Optional.of(new FlightRecorder(session, System.getenv(), ticker, ring));
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

  /** Has what waits told, and then the thread end. */
  @SuppressWarnings("try") // what interrupts its close is told as a failure of the close
  private record EndOfDelivery(ExecutorService executor) implements AutoCloseable {

    @Override
    public void close() throws InterruptedException {
      executor.shutdown();
      executor.awaitTermination(THREAD_END_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Has what was told decided by who told it. */
  private record Assistance(Supervisor supervisor) implements Runnable {

    @Override
    public void run() {
      supervisor.loop().assist();
    }
  }

  @SuppressWarnings("try") // what interrupts its close is told as a failure of the close
  private record EndOfLoop(Supervisor supervisor) implements AutoCloseable {

    @Override
    public void close() throws InterruptedException {
      supervisor.loop().stop(THREAD_END_MILLIS);
      supervisor.end();
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
    own.putIfAbsent("forkservers", settings.text(RuntimeSettings.FORK_SERVERS));
    own.putIfAbsent("survivors", settings.text(RuntimeSettings.SURVIVORS));
    own.putIfAbsent("grace", settings.text(RuntimeSettings.GRACE));
    Optional<Path> state = StatePlace.of(settings, System.getenv());
    if (state.isPresent()) {
      own.putIfAbsent("state", state.get().toString());
    }
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
    return HexFormat.of().formatHex(random(8));
  }

  /** From the kernel where it offers them: the JDK's own way there takes longer than a child. */
  private static byte[] random(int count) {
    try (FileInputStream kernel = new FileInputStream("/dev/urandom")) {
      byte[] bytes = kernel.readNBytes(count);
      if (bytes.length == count) {
        return bytes;
      }
    } catch (IOException e) {
      // Not offered here: the other way.
    }
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
