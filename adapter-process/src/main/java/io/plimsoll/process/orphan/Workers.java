package io.plimsoll.process.orphan;

import io.plimsoll.port.Threads;
import java.util.concurrent.ThreadFactory;

/** Makes the one thread of a guardian. */
record Workers(Threads threads) implements ThreadFactory {

  @Override
  public Thread newThread(Runnable task) {
    return threads.daemon(Sentinel.NAME, task);
  }
}
