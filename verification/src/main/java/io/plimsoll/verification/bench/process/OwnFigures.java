package io.plimsoll.verification.bench.process;

import io.plimsoll.verification.workload.ProcessVitals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What the kernel says of this very process.
 *
 * @param nanos when it was asked
 * @param ownMillis user and system time of all its threads, gone ones included
 * @param childrenMillis the same of its children, and of those that they have waited for
 */
record OwnFigures(long nanos, double ownMillis, double childrenMillis) {

  /** The kernel counts these in hundredths of a second. */
  private static final double TICK_MILLIS = 10;

  private static final int UTIME = 11;

  /**
   * The serial collector moves everything together only each fourth time, and leaves a twentieth of
   * the heap to the dead otherwise ({@code MarkSweepAlwaysCompactCount}).
   */
  private static final int COLLECTIONS = 4;

  /** Now. */
  static OwnFigures now() throws IOException {
    String[] fields = fields(ProcessHandle.current().pid());
    double children = both(fields, UTIME + 2);
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      children += alive(child);
    }
    return new OwnFigures(System.nanoTime(), both(fields, UTIME), children);
  }

  /** The seconds that passed since others. */
  double secondsSince(OwnFigures before) {
    return (nanos - before.nanos) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** A child that lives on may have children that it has waited for. */
  private static double alive(ProcessHandle child) {
    try {
      String[] fields = fields(child.pid());
      return both(fields, UTIME) + both(fields, UTIME + 2);
    } catch (IOException e) {
      return 0; // gone, and counted with those that were waited for
    }
  }

  private static String[] fields(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static double both(String[] fields, int first) {
    return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * TICK_MILLIS;
  }

  /** What this process holds now. */
  static ProcessVitals vitals() {
    return ProcessVitals.of(ProcessHandle.current().pid());
  }

  /** The bytes that live in the heap after a collection of all of it. */
  static long liveBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
