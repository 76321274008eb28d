package io.plimsoll.bootstrap;

import io.plimsoll.RuntimeSettings;
import io.plimsoll.Scope;
import io.plimsoll.Settings;
import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Survivors;
import io.plimsoll.core.growth.BirthPlaces;
import io.plimsoll.core.supervise.Supervisor;
import io.plimsoll.core.supervise.SupervisorLimits;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.PoolProvider;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolLimits;
import io.plimsoll.testkit.ScriptedMemory;
import io.plimsoll.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a runtime that watch what grows, put together over virtual time. */
final class WatchedRuntime implements AutoCloseable {

  final VirtualTime time = new VirtualTime();
  final NotingPools pools;
  final Scope root;
  private final Supervisor supervisor;
  private final RuntimeThreads threads;
  private final Resources resources;

  WatchedRuntime(String sample) {
    Settings settings =
        Settings.of(
            Map.of(
                "births.sample", sample,
                "memory.adapter", "fake",
                "pool.adapter", "fake",
                "breaker.adapter", "fake"));
    BirthPlaces places = new BirthPlaces(settings.get(RuntimeSettings.BIRTHS));
    threads = RuntimeThreads.of(2, places);
    AdapterContext context = new AdapterContext("s", time, Map.of(), threads, places);
    pools = new NotingPools(places);
    Fakes fakes = new Fakes();
    Adapters adapters = new Adapters(Map.of("fake", fakes));
    resources = new Resources(settings, adapters, context);
    BirthWatch births = new BirthWatch(places, threads, time);
    List<String> problems = new ArrayList<>();
    LoadWatch watch =
        LoadWatch.of(
                settings,
                adapters,
                context,
                resources,
                new Gauges(),
                births,
                new Observers(threads),
                problems)
            .orElseThrow(() -> new AssertionError(problems));
    SupervisorLimits limits =
        new SupervisorLimits(
            2, 1_000, 1_000, Duration.ZERO, Duration.ofSeconds(1), ByteSize.NONE, Survivors.END);
    supervisor = new Supervisor("s", limits, fakes, time, time, event -> {}, Runnable::run);
    supervisor.keepBelow(watch.policy(), watch);
    root =
        new RunningScope(
            supervisor,
            supervisor.root(),
            threads,
            new RunningScope.Bounds(0, 0),
            new Loans("s", time));
    supervisor.watchMemory();
  }

  /** A pool whose connections are numbers. */
  Pool<Integer> pool() {
    return resources.pool(
        "db",
        new ConnectionFactory<>() {
          @Override
          public String target() {
            return "nowhere";
          }

          @Override
          public Integer open(Duration deadline) {
            return 1;
          }

          @Override
          public boolean isOpen(Integer connection) {
            return true;
          }

          @Override
          public void close(Integer connection) {}
        },
        PoolLimits.usual());
  }

  /** Lets time pass, and handles what comes of it. */
  void pass(Duration by) {
    turn();
    time.advance(by, this::turn);
  }

  private void turn() {
    while (supervisor.loop().turn()) {
      // until nothing is left
    }
  }

  /** What the report says of what grows. */
  String report() {
    var answer = supervisor.loadReport();
    turn();
    String text = answer.join().orElseThrow().text();
    int begin = Math.max(text.indexOf("what grows"), text.indexOf("nothing grows"));
    int end = text.indexOf("largest holders");
    return end < 0 ? text.substring(begin) : text.substring(begin, end);
  }

  /** The report lines below that of one thing that grows. */
  List<String> births(String grown) {
    List<String> lines = report().lines().toList();
    int at = 0;
    while (!lines.get(at).startsWith("  " + grown + ": ")) {
      at++;
    }
    return lines.stream().skip(at + 1L).takeWhile(line -> line.startsWith("    ")).toList();
  }

  @Override
  public void close() throws InterruptedException {
    supervisor.end();
    resources.close();
    threads.join(Duration.ofSeconds(5));
  }

  /** Everything but processes and pools is there and does nothing. */
  private final class Fakes extends FakeAdapter {

    @Override
    public Optional<MemorySensor> memorySensor(AdapterContext context) {
      return Optional.of(new Threads(time));
    }

    @Override
    public Optional<AdmissionGate> admissionGate(AdapterContext context) {
      return Optional.of(new OpenGate());
    }

    @Override
    public Optional<PoolProvider> poolProvider(AdapterContext context) {
      return Optional.of(pools);
    }

    @Override
    public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
      return Optional.of((name, limits) -> CircuitBreaker.never());
    }
  }

  /** An empty memory, and the threads there are. */
  private record Threads(ScriptedMemory memory) implements MemorySensor {

    Threads(VirtualTime time) {
      this(new ScriptedMemory(time, 1L << 40, 1L << 30).holds(1 << 20).collected(1 << 20));
    }

    @Override
    public MemoryReading read() {
      return memory.read();
    }

    @Override
    public Optional<HeapProof> confirm() {
      return memory.confirm();
    }

    @Override
    public List<GaugeReading> gauges() {
      return List.of(new GaugeReading(Gauge.count("threads", ""), Thread.activeCount()));
    }

    @Override
    public List<Fact> facts() {
      return memory.facts();
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private static final class OpenGate implements AdmissionGate {
    @Override
    public boolean admits() {
      return true;
    }

    @Override
    public void open() {}

    @Override
    public void trial() {}

    @Override
    public void shut() {}

    @Override
    public String state() {
      return "open";
    }

    @Override
    public void close() {}
  }
}
