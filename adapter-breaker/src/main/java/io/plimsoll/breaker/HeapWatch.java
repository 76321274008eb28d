package io.plimsoll.breaker;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.HeapProof;
import io.plimsoll.memory.HeapReading;
import io.plimsoll.memory.LiveWindow;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Listens to the collectors of this process. Any thread. */
final class HeapWatch implements AutoCloseable, NotificationListener {

  private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());

  /** The notice comes from another thread than the collection, and that may be slow to run. */
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans(); // one for each collector of the JVM: 2 to 4
  private final Set<String> heapPools = heapPools(); // one for each pool of the JVM: 1 to 4
  private final boolean beside =
      collectors.stream().anyMatch(each -> Extent.isBeside(each.getName()));
  private final LiveWindow window = new LiveWindow(beside);
  private final List<NotificationEmitter> listenedTo = new ArrayList<>(); // as many as collectors
  private long wholes; // collections of the whole heap so far, guarded by this
  private long afterWhole; // what the newest of them left, guarded by this
  private volatile MemoryUsage newest = new MemoryUsage(-1, 0, 0, -1);

  HeapWatch() {
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(this, null, null);
        listenedTo.add(emitter);
      }
    }
  }

  private static Set<String> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getName)
        .collect(Collectors.toUnmodifiableSet());
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
    Map<String, MemoryUsage> after = info.getGcInfo().getMemoryUsageAfterGc();
    long bytes =
        heapPools.stream()
            .map(after::get)
            .filter(usage -> usage != null)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    if (kind != Extent.NOTHING && bytes > 0) {
      window.record(bytes, kind == Extent.WHOLE);
    }
    if (kind == Extent.WHOLE || kind == Extent.CYCLE) {
      synchronized (this) {
        wholes++;
        afterWhole = bytes;
        notifyAll();
      }
    }
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
      long before = allocated();
      OptionalLong held = collect();
      if (held.isEmpty()) {
        return Optional.empty();
      }
      if (!beside) {
        return Optional.of(new HeapProof(held.getAsLong(), false));
      }
      // What was allocated while it ran is counted as in use, and may be much.
      long surely = Math.max(0, held.getAsLong() - Math.max(0, allocated() - before));
      window.record(surely, true);
      return Optional.of(new HeapProof(surely, true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What all threads that live now have allocated so far. */
  private long allocated() {
    long[] all = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return LongStream.of(all).filter(bytes -> bytes > 0).sum();
  }

  private OptionalLong collect() throws InterruptedException {
    long before = wholes();
    long collections = collections();
    memory.gc();
    // With -XX:+DisableExplicitGC nothing happens, and there is nothing to wait for.
    return collections() == collections ? OptionalLong.empty() : awaitWhole(before);
  }

  private synchronized long wholes() {
    return wholes;
  }

  private synchronized OptionalLong awaitWhole(long before) throws InterruptedException {
    long deadline = System.nanoTime() + NOTICE_NANOS;
    while (wholes == before) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return OptionalLong.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return OptionalLong.of(afterWhole);
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
