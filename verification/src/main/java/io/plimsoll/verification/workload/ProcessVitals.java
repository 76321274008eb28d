package io.plimsoll.verification.workload;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** How many children a runtime has besides its sentinel. */
  public static int commands(long pid) {
    String[] entries = new File("/proc").list((dir, name) -> Character.isDigit(name.charAt(0)));
    int count = 0;
    for (String entry : entries == null ? new String[0] : entries) {
      try {
        String stat = Files.readString(Path.of("/proc", entry, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        boolean child = Long.parseLong(fields[1]) == pid;
        count += child && !isSentinel(entry) ? 1 : 0;
      } catch (IOException e) {
        // It has just ended, and is not counted.
      }
    }
    return count;
  }

  private static boolean isSentinel(String pid) throws IOException {
    return Files.readString(Path.of("/proc", pid, "cmdline"), StandardCharsets.ISO_8859_1)
        .contains("plimsoll-sentinel");
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
