package io.plimsoll.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Those of ours since the last look; bounded by the starts between two looks. */
  private final Set<Integer> born = new HashSet<>();

  void add(int pid, long now) {
    if (born.contains(pid)) {
      return;
    }
    missed.putIfAbsent(pid, now);
    if (missed.size() > MOST) {
      missed.remove(missed.keySet().iterator().next());
    }
  }

  /** Adds the last of a range of ids that were given out, but for those that are visible. */
  void addMissing(int first, int last, Set<Integer> visible) {
    long now = System.nanoTime();
    for (int pid = Math.max(first, last - MOST); pid <= last; pid++) {
      if (!visible.contains(pid)) {
        add(pid, now);
      }
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

  /** One of ours that is known, or gone: nobody has to ask who it is when its id shows. */
  void born(int pid) {
    missed.remove(pid);
    born.add(pid);
  }

  boolean isBorn(int pid) {
    return born.contains(pid);
  }

  /** All ids that were given out have shown: from now on they may be those of others. */
  void allShown() {
    born.clear();
  }

  int size() {
    return missed.size();
  }
}
