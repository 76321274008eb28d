package io.plimsoll.breaker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What each thread had allocated at a moment. Costs some microseconds for a hundred threads. */
final class Allocated {

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Map<Long, Long> bytes; // one for each thread that lived then

  private Allocated(Map<Long, Long> bytes) {
    this.bytes = bytes;
  }

  /** As it is now. */
  static Allocated now() {
    long[] ids = THREADS.getAllThreadIds();
    long[] all = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> bytes = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      bytes.put(ids[i], Math.max(0, all[i])); // less than nothing: it has just ended
    }
    return new Allocated(bytes);
  }

  /**
   * What was allocated since then by the threads that live now. What a thread allocated that has
   * ended meanwhile is known to nobody.
   */
  long since() {
    long sum = 0;
    for (Map.Entry<Long, Long> each : now().bytes.entrySet()) {
      sum += Math.max(0, each.getValue() - bytes.getOrDefault(each.getKey(), 0L));
    }
    return sum;
  }
}
