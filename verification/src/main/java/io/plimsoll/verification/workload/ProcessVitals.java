package io.plimsoll.verification.workload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process.
 *
 * @param threads its threads
 * @param descriptors its open descriptors
 * @param residentBytes its resident memory
 * @param peakBytes the most resident memory that it ever had
 */
public record ProcessVitals(int threads, int descriptors, long residentBytes, long peakBytes) {

  private static final String LEASE = "PLIMSOLL_LEASE=";

  /** Those of a process that is gone. */
  static final ProcessVitals GONE = new ProcessVitals(0, 0, 0, 0);

  /** Those of one process; zeros where it is gone. */
  public static ProcessVitals of(long pid) {
    try {
      int threads = 0;
      long resident = 0;
      long peak = 0;
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("Threads:")) {
          threads = (int) number(line);
        } else if (line.startsWith("VmRSS:")) {
          resident = number(line) * 1024;
        } else if (line.startsWith("VmHWM:")) {
          peak = number(line) * 1024;
        }
      }
      String[] open = new File("/proc/" + pid + "/fd").list();
      return new ProcessVitals(threads, open == null ? 0 : open.length, resident, peak);
    } catch (IOException e) {
      return GONE;
    }
  }

  /**
   * How many live processes below a runtime carry a lease: commands and what they start, and none
   * of the runtime's own helpers, whoever forked them.
   */
  public static int commands(long pid) {
    return ProcessHandle.of(pid)
        .map(runtime -> (int) runtime.descendants().filter(ProcessVitals::hasLease).count())
        .orElse(0);
  }

  private static boolean hasLease(ProcessHandle process) {
    String environ = ProcFiles.environment(process.pid());
    return environ.startsWith(LEASE) || environ.contains("\0" + LEASE);
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
