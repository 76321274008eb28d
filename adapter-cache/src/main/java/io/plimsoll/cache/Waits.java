package io.plimsoll.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Who waits for which load, over all caches of a provider: a load never waits for itself. */
final class Waits {

  private static final int MOST_STEPS = 1000;

  // One for each thread that waits for a load of another just now; each takes its own out.
  private final ConcurrentHashMap<Thread, Load<?>> waiting = new ConcurrentHashMap<>();

  /** Waits for a load of another thread. */
  <V> V await(Load<V> load, String cache, Object key) throws ExecutionException {
    Thread me = Thread.currentThread();
    if (load.by == me) {
      throw circle(cache, key);
    }
    waiting.put(me, load);
    try {
      // Two that meet here see one another: each is listed before it looks.
      if (leadsTo(me, load)) {
        throw circle(cache, key);
      }
      load.await();
    } catch (InterruptedException e) {
      me.interrupt();
      throw new ExecutionException(e);
    } finally {
      waiting.remove(me);
    }
    return load.answer();
  }

  private boolean leadsTo(Thread me, Load<?> first) {
    Load<?> load = first;
    for (int step = 0; step < MOST_STEPS && load != null && !load.isDone(); step++) {
      if (load.by == me) {
        return true;
      }
      load = waiting.get(load.by);
    }
    return false;
  }

  private static IllegalStateException circle(String cache, Object key) {
    String shown = String.valueOf(key);
    return new IllegalStateException(
        ("cache %s: a load asks for '%s', which waits for that load; must not ask for its own key,"
                + " nor for one whose loader asks for it; try get(key) without a loader")
            .formatted(cache, shown.length() > 80 ? shown.substring(0, 80) + "..." : shown));
  }
}
