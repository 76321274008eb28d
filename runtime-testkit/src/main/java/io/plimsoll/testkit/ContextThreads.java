package io.plimsoll.testkit;

import io.plimsoll.port.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the threads of an adapter on trial, and knows them again. */
final class ContextThreads implements Threads {

  private static final int MOST = 1_000;

  /** How the names of threads begin that the JDK starts for whoever uses it. */
  private static final Set<String> OF_THE_JDK =
      Set.of(
          "Attach Listener",
          "Common-Cleaner",
          "CompletableFutureDelayScheduler",
          "ForkJoinPool.commonPool",
          "Notification Thread",
          "Signal Dispatcher",
          "process reaper");

  // At most MOST.
  private final List<Thread> made = new CopyOnWriteArrayList<>();

  @Override
  public Thread daemon(String name, Runnable task) {
    if (made.size() >= MOST) {
      throw new IllegalStateException("thread " + name + ": 1,000 were made, as many as may");
    }
    Thread thread = Threads.uncounted().daemon(name, task);
    made.add(thread);
    return thread;
  }

  /** All of them. */
  List<Thread> made() {
    return List.copyOf(made);
  }

  /** The names of those that live. */
  List<String> live() {
    return made.stream().filter(Thread::isAlive).map(Thread::getName).toList();
  }

  static boolean isNoneOfTheJdk(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return OF_THE_JDK.stream().noneMatch(thread.getName()::startsWith)
        && (group == null || !group.getName().equals("InnocuousThreadGroup"));
  }
}
