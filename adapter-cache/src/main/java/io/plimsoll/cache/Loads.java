package io.plimsoll.cache;

import java.util.Set;
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

  // Those that still run though their keys were taken out: who waits for one is freed by the close.
  private final Set<Load<V>> takenOut = ConcurrentHashMap.newKeySet();

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
    } catch (Throwable e) {
      mine.fail(e);
    } finally {
      takenOut.remove(mine);
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
    Load<V> load = loads.get(key);
    if (load != null) {
      forget(key, load);
    }
  }

  /** Until it ends it is here or there all the time: who refuses all, in this order, meets it. */
  private void forget(K key, Load<V> load) {
    takenOut.add(load);
    loads.remove(key, load);
    if (load.isDone()) {
      takenOut.remove(load); // it may have ended before it was added
    }
  }

  void forgetAll() {
    loads.forEach(this::forget);
  }

  /** Lets nobody wait any longer. */
  void refuseAll(Supplier<RuntimeException> why) {
    loads.values().forEach(load -> load.refuse(why.get()));
    loads.clear();
    takenOut.forEach(load -> load.refuse(why.get()));
    takenOut.clear();
  }

  /** How many are under way. */
  int running() {
    return loads.size() + takenOut.size();
  }
}
