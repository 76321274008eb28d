package io.plimsoll.testkit;

import java.io.File;
import java.time.Duration;

/** The open files and sockets of this process; none can be counted where there is no /proc. */
final class Descriptors {

  private Descriptors() {}

  /** How many are open. */
  static int open() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  /** Waits until no more are open than so many. */
  static void await(int most, Duration patience) {
    Await.await(
        () -> "at most " + most + " open descriptors; there are " + open(),
        patience,
        () -> open() <= most);
  }
}
