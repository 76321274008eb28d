package io.plimsoll.breaker;

import io.plimsoll.port.LazyLogger;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * What pools of the JVM's memory have used at most so far: what they have taken beyond that was
 * never touched, and what they have used stays resident when they use less. For one thread.
 *
 * <p>Two things the pools do not say themselves. Collectors that copy survivors have two places for
 * them, used in turn, and tell of the one in use. The space for compressed classes is a part of the
 * metaspace, and is told a second time (JDK 17 and 25).
 */
final class EverUsed {

  private static final System.Logger LOG = LazyLogger.of(EverUsed.class);

  private final List<MemoryPoolMXBean> pools; // 1 to 4 of the heap, 2 to 5 beside it
  private long most;

  EverUsed(List<MemoryPoolMXBean> pools) {
    this.pools = pools;
  }

  /** Of the heap, or beside it, in this JVM. */
  static EverUsed of(MemoryType type) {
    return new EverUsed(
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == type)
            .toList());
  }

  /**
   * The most so far, in bytes, garbage and all. Others may have the peaks of the JVM forgotten, so
   * the most that was seen is kept.
   */
  long bytes() {
    try {
      most = Math.max(most, pools.stream().mapToLong(EverUsed::peak).sum());
    } catch (IllegalArgumentException e) {
      // JDK-8207200: figures taken while the memory changes may contradict each other.
      LOG.log(System.Logger.Level.DEBUG, "the peaks cannot be read now", e);
    }
    return most;
  }

  private static long peak(MemoryPoolMXBean pool) {
    String name = pool.getName();
    if (name.equals("Compressed Class Space")) {
      return 0;
    }
    int places = name.endsWith("Survivor Space") && !name.startsWith("G1") ? 2 : 1;
    return places * pool.getPeakUsage().getUsed();
  }
}
