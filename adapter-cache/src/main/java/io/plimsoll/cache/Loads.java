package io.plimsoll.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loads of one cache that are under way: one for each key. Any thread may use it. */
final class Loads<K, V> {

  private final String cache;
  private final Waits waits;

  // One for each thread that runs a loader just now; each takes its own out.
  private final ConcurrentHashMap<K, Load<V>> loads = new ConcurrentHashMap<>();

  Loads(String cache, Waits waits) {
    this.cache = cache;
    this.waits = waits;
  }

  /** Waits for the load of a key, or has it done: {@code task} ends the load that it is given. */
  V get(K key, Consumer<Load<V>> task) throws ExecutionException {
    Load<V> mine = new Load<>();
    Load<V> others = loads.putIfAbsent(key, mine);
    if (others != null) {
      return waits.await(others, cache, key);
    }
    try {
      task.accept(mine);
    } catch (RuntimeException e) {
      mine.refuse(e);
    } catch (Error e) {
      mine.fail(e);
    } finally {
      loads.remove(key, mine);
    }
    return mine.answer();
  }

  /** Whether what it made is still to be kept: nobody took the key out meanwhile. */
  boolean isKept(K key, Load<V> load) {
    return loads.get(key) == load;
  }

  /** What is loaded for a key just now shall not be kept. */
  void forget(K key) {
    loads.remove(key);
  }

  void forgetAll() {
    loads.clear();
  }

  /** Lets nobody wait any longer. */
  void refuseAll(Supplier<RuntimeException> why) {
    loads.values().forEach(load -> load.refuse(why.get()));
    loads.clear();
  }
}
