package io.plimsoll.breaker;

import com.sun.management.UnixOperatingSystemMXBean;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import io.plimsoll.memory.HeapClass;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.LiveWindow;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.port.AdapterContext;
import io.plimsoll.port.MemorySensor;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Ticker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the memory of this process, and what the machine and the container allow. */
final class LocalMemorySensor implements MemorySensor {

  /** Limits of containers change, if seldom. */
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

  private static final Gauge OUTSIDE = Gauge.bytes("memory outside the heap", "");
  private static final Gauge CLASSES = Gauge.count("loaded classes", "");
  private static final Gauge THREADS = Gauge.count("threads", "");
  private static final Gauge DESCRIPTORS = Gauge.count("open descriptors", "");

  private final Ticker ticker;
  private final Path root;
  private final long set;
  private final ContainerMemory container;
  private final HeapWatch heap;
  private final Resident resident;
  private final Pressure pressure;
  private MemoryLimit limit;
  private long limitAt;
  private long outside;

  /**
   * A sensor that listens from now on.
   *
   * @param root where {@code /proc} and {@code /sys} are found
   * @throws IllegalArgumentException if the limit that is set cannot be read
   */
  LocalMemorySensor(AdapterContext context, Path root) {
    this.ticker = context.ticker();
    this.root = root;
    this.set = MemoryLimit.set(context.settings());
    this.heap = new HeapWatch(ticker);
    this.container = ContainerMemory.find(root);
    this.resident = new Resident(root);
    List<Path> told = new ArrayList<>();
    container.pressure().ifPresent(told::add);
    told.add(root.resolve("proc/pressure/memory"));
    this.pressure = new Pressure(told);
    this.limit = MemoryLimit.read(set, container, root);
    this.limitAt = ticker.nanos();
    resident.read();
  }

  @Override
  public MemoryReading read() {
    if (ticker.nanos() - limitAt >= LIMIT_NANOS) {
      limit = MemoryLimit.read(set, container, root);
      limitAt = ticker.nanos();
    }
    resident.read();
    HeapReading held = heap.read();
    outside = outside(held);
    long all = heap.isShared() || !resident.isKnown() ? outside + held.committed() : resident.all();
    return new MemoryReading(held, Math.max(all, outside), outside, limit.bytes(), pressure.read());
  }

  /**
   * What is resident and not heap. Of the heap so much is resident as was ever used and is still
   * taken: a little less in truth, so this may be too little; it is at least what the JVM counts
   * itself. A heap that is mapped as shared, some collectors map it three times over, is left out
   * by that.
   */
  private long outside(HeapReading held) {
    long counted = heap.outside();
    if (!resident.isKnown()) {
      return counted;
    }
    long rest =
        heap.isShared()
            ? resident.all() - resident.shared()
            : resident.all() - Math.min(held.committed(), heap.touched());
    return Math.max(rest, Math.min(counted, resident.all()));
  }

  @Override
  public Optional<HeapProof> confirm() {
    return heap.confirm();
  }

  @Override
  public List<HeapClass> classes() {
    return ClassHistogram.now();
  }

  @Override
  public List<GaugeReading> gauges() {
    List<GaugeReading> all = new ArrayList<>();
    // Compiled code has a bound of its own, and classes are counted: both take long to warm up.
    // What
    // code is thrown away leaves its pages, so the most that there was is taken.
    // The kernel takes pages of files back when it needs them.
    long files = heap.isShared() || !resident.isKnown() ? 0 : resident.shared();
    all.add(new GaugeReading(OUTSIDE, Math.max(0, outside - heap.touchedOutside() - files), true));
    long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    all.add(new GaugeReading(CLASSES, classes));
    all.add(new GaugeReading(THREADS, ManagementFactory.getThreadMXBean().getThreadCount()));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      all.add(new GaugeReading(DESCRIPTORS, unix.getOpenFileDescriptorCount()));
    }
    return all;
  }

  @Override
  public List<Fact> facts() {
    String after =
        "the least of the last %d readings after a collection, told by %s"
            .formatted(LiveWindow.READINGS, heap.words());
    return List.of(
        new Fact("memory limit", limit.words(), true),
        new Fact("live heap", after, true),
        new Fact("resident memory", resident.words(), resident.isKnown()),
        pressure.isKnown()
            ? new Fact("memory stalls", pressure.path().toString(), true)
            : Fact.absent("memory stalls", "the kernel does not tell; reported as none"));
  }

  @Override
  public void close() {
    heap.close();
    resident.close();
    pressure.close();
  }
}
