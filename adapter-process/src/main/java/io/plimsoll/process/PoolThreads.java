package io.plimsoll.process;

import io.plimsoll.port.Threads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of one pool, and numbers them. Any thread. */
final class PoolThreads implements ThreadFactory {

  private final Threads threads;
  private final String name;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * @param name what their numbers are added to
   */
  PoolThreads(Threads threads, String name) {
    this.threads = threads;
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    return threads.daemon(name + made.incrementAndGet(), task);
  }
}
