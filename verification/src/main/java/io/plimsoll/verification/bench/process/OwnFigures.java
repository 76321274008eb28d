package io.plimsoll.verification.bench.process;

import io.plimsoll.verification.workload.ProcessVitals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of this very process.
 *
 * @param nanos when it was asked
 * @param ownMillis user and system time of all its threads, gone ones included
 * @param childrenMillis the same of the children that it has waited for
 */
record OwnFigures(long nanos, double ownMillis, double childrenMillis) {

  /** The kernel counts these in hundredths of a second. */
  private static final double TICK_MILLIS = 10;

  private static final int UTIME = 11;

  /** Now. */
  static OwnFigures now() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new OwnFigures(System.nanoTime(), both(fields, UTIME), both(fields, UTIME + 2));
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
    memory.gc();
    memory.gc(); // what had to be cleaned first
    return memory.getHeapMemoryUsage().getUsed();
  }
}
