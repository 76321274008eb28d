package io.plimsoll.port;

/**
 * Makes the threads of one runtime, so that they are named, counted and bounded. Any thread may
 * ask.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Threads {

  /**
   * Makes a daemon thread that has not begun. It counts from its start to the end of its task. This
   * method, or the start of the thread, throws {@link IllegalStateException} where as many live as
   * may.
   *
   * @param name what it is for, beginning with {@code plimsoll-}
   */
  Thread daemon(String name, Runnable task);

  /** Threads that nobody counts, for tests and for tools that use an adapter without a runtime. */
  static Threads uncounted() {
    return (name, task) -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
