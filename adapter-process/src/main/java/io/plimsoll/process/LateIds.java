package io.plimsoll.process;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Process ids that were given out and are not visible yet: a fork shows a moment after it has its
 * id. Each is asked for again for a while. For the scanner's thread.
 */
final class LateIds {

  /** The oldest makes room: most ids that are not there belong to who is gone already. */
  static final int MOST = 512;

  static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** When each was first missed, oldest first; at most {@value #MOST}. */
  private final Map<Integer, Long> missed = new LinkedHashMap<>();

  void add(int pid, long now) {
    missed.putIfAbsent(pid, now);
    if (missed.size() > MOST) {
      missed.remove(missed.keySet().iterator().next());
    }
  }

  /** Takes out those that have become visible; forgets those that were missed for too long. */
  List<Integer> shown(long now, IntPredicate visible) {
    List<Integer> shown = new ArrayList<>();
    for (Iterator<Map.Entry<Integer, Long>> it = missed.entrySet().iterator(); it.hasNext(); ) {
      Map.Entry<Integer, Long> entry = it.next();
      boolean there = visible.test(entry.getKey());
      if (there) {
        shown.add(entry.getKey());
      }
      if (there || now - entry.getValue() > KEPT_NANOS) {
        it.remove();
      }
    }
    return shown;
  }

  int size() {
    return missed.size();
  }
}
