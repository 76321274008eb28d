package io.plimsoll.breaker;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.LiveWindow;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Ticker;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Listens to the collectors of this process. Any thread. */
final class HeapWatch implements AutoCloseable, NotificationListener {

  private static final System.Logger LOG = LazyLogger.of(HeapWatch.class);

  /** The notice comes from another thread than the collection, and that may be slow to run. */
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final CollectorClock clock = new CollectorClock();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans(); // one for each collector of the JVM: 2 to 4
  private final List<MemoryPoolMXBean> pools = heapPools(); // one for each pool of the JVM: 1 to 4
  private final LiveWindow window =
      new LiveWindow(collectors.stream().anyMatch(each -> Extent.isBeside(each.getName())));
  private final Beginnings beginnings = new Beginnings();
  private final List<NotificationEmitter> listenedTo = new ArrayList<>(); // as many as collectors
  private final EverUsed everUsed = EverUsed.of(MemoryType.HEAP);
  private final EverUsed everUsedOutside = EverUsed.of(MemoryType.NON_HEAP);
  private final Ticker ticker;
  private Optional<Whole> whole = Optional.empty(); // the newest, guarded by this
  private volatile MemoryUsage newest = new MemoryUsage(-1, 0, 0, -1);

  /**
   * A collection of the whole heap.
   *
   * @param begun when it began, by {@link System#nanoTime}, as far as the clocks can be compared
   * @param left what it left, with what was allocated beside it
   * @param proof what it has shown; empty where the beginning was seen too late for that
   */
  private record Whole(long begun, long left, Optional<HeapProof> proof) {}

  /** Listens from now on. */
  HeapWatch(Ticker ticker) {
    this.ticker = ticker;
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(this, null, null);
        listenedTo.add(emitter);
      }
    }
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
    try {
      if (notification.getType().equals(type)
          && notification.getUserData() instanceof CompositeData data) {
        collected(GarbageCollectionNotificationInfo.from(data));
      }
    } catch (IllegalArgumentException e) {
      // JDK-8207200: figures taken while the heap changes may contradict each other.
      LOG.log(System.Logger.Level.DEBUG, "a notice of a collector cannot be read", e);
    }
  }

  private void collected(GarbageCollectionNotificationInfo info) {
    Extent kind = Extent.of(info.getGcName(), info.getGcAction());
    GcInfo times = info.getGcInfo();
    long late = clock.heard(times.getEndTime(), System.nanoTime());
    if (kind == Extent.NOTHING) {
      beginnings.paused(times.getStartTime(), late);
      return;
    }
    Map<String, MemoryUsage> after = times.getMemoryUsageAfterGc();
    long bytes =
        pools.stream()
            .map(pool -> after.get(pool.getName()))
            .filter(usage -> usage != null)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    if (bytes == 0) {
      return;
    }
    Optional<HeapProof> proof = proof(kind, times, bytes);
    proof.ifPresentOrElse(window::proven, () -> window.left(bytes));
    if (kind != Extent.PART) {
      synchronized (this) {
        whole = Optional.of(new Whole(clock.nanos(times.getStartTime()), bytes, proof));
        notifyAll();
      }
    }
  }

  /** What was allocated beside a collection is counted as in use, and may be much. */
  private Optional<HeapProof> proof(Extent kind, GcInfo times, long bytes) {
    return switch (kind) {
      case NOTHING, PART -> Optional.empty();
      case WHOLE -> Optional.of(new HeapProof(bytes, tickAt(times.getEndTime())));
      case CYCLE ->
          beginnings
              .allocatedSince(times.getStartTime())
              .map(
                  beside ->
                      new HeapProof(Math.max(0, bytes - beside), tickAt(times.getStartTime())));
    };
  }

  /** The ticker's point of a moment of the collector's clock. */
  private long tickAt(long millis) {
    return ticker.nanos() - (System.nanoTime() - clock.nanos(millis));
  }

  /** How full the heap is now. */
  HeapReading read() {
    try {
      newest = memory.getHeapMemoryUsage();
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.DEBUG, "the heap cannot be read now", e); // the same as above
    }
    long most = newest.getMax() > 0 ? newest.getMax() : Long.MAX_VALUE;
    return window.reading(newest.getUsed(), newest.getCommitted(), most);
  }

  /** What the heap has used at most so far. For one thread. */
  long touched() {
    return everUsed.bytes();
  }

  /** What the JVM has used at most outside the heap, as far as it counts that. For one thread. */
  long touchedOutside() {
    return everUsedOutside.bytes();
  }

  /** What the JVM has taken outside the heap, as far as it counts that. */
  long outside() {
    try {
      return memory.getNonHeapMemoryUsage().getUsed();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /**
   * Has the whole heap collected. This is the one place that asks for it; the load line does, once
   * a minute unless the heap grows, before it ends everything.
   */
  Optional<HeapProof> confirm() {
    try {
      long now = ticker.nanos();
      Allocated before = Allocated.now();
      Optional<Whole> collected = collect();
      if (collected.isEmpty()) {
        return Optional.empty();
      }
      Whole shown = collected.get();
      HeapProof proof =
          shown
              .proof()
              .orElseGet(() -> new HeapProof(Math.max(0, shown.left() - before.since()), now));
      if (shown.proof().isEmpty()) {
        window.proven(proof);
      }
      window.answered(proof);
      return Optional.of(proof);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Whole> collect() throws InterruptedException {
    long asked = System.nanoTime();
    long collections = collections();
    memory.gc();
    // With -XX:+DisableExplicitGC nothing happens, and there is nothing to wait for.
    return collections() == collections ? Optional.empty() : awaitWhole(asked);
  }

  /** One that was under way already does not tell of what was asked. */
  private synchronized Optional<Whole> awaitWhole(long asked) throws InterruptedException {
    long deadline = System.nanoTime() + NOTICE_NANOS;
    while (whole.isEmpty() || whole.get().begun() - asked < -CollectorClock.ROUNDED_NANOS) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return whole;
  }

  private long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  /** Whether the heap is no anonymous memory but shared with itself, as ZGC has it. */
  boolean isShared() {
    return collectors.stream().anyMatch(collector -> collector.getName().startsWith("ZGC"));
  }

  /** The names of the collectors, for people. */
  String words() {
    return collectors.stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : listenedTo) {
      try {
        emitter.removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        LOG.log(System.Logger.Level.DEBUG, "was not listened to", e);
      }
    }
    listenedTo.clear();
  }
}
