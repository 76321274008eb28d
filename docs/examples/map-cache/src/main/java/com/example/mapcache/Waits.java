package com.example.mapcache;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Who waits for which load, over all caches of a provider: a load never waits for itself. */
final class Waits {

  // One for each thread that waits just now; each takes its own out.
  private final Map<Thread, Load<?>> waiting = new HashMap<>();

  <V> V await(Load<V> load, String cache) throws ExecutionException {
    Thread me = Thread.currentThread();
    synchronized (this) {
      for (Load<?> next = load; next != null && !next.isDone(); next = waiting.get(next.by)) {
        if (next.by == me) {
          throw new IllegalStateException(
              "cache %s: a load asks for a key that waits for that load; must ask for others; try get(key) without a loader"
                  .formatted(cache));
        }
      }
      waiting.put(me, load);
    }
    try {
      load.await();
    } catch (InterruptedException e) {
      me.interrupt();
      throw new ExecutionException(e);
    } finally {
      synchronized (this) {
        waiting.remove(me);
      }
    }
    return load.answer();
  }
}
