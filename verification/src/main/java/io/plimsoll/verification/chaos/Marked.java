package io.plimsoll.verification.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes that carry a mark in their command line: a proof's own count, which knows nothing
 * of how the runtime holds a tree together. No environment that is scrubbed and no new session
 * takes the mark away.
 */
public final class Marked {

  private static final long POLL_MILLIS = 10;
  private static final int MOST_ROUNDS = 100;

  private Marked() {}

  /** The live processes with this mark anywhere in their command line. Zombies have none. */
  public static List<Long> carriers(String mark) {
    return carriers(mark, false);
  }

  /** Those whose program itself carries it, not an argument only. */
  static List<Long> programs(String mark) {
    return carriers(mark, true);
  }

  private static List<Long> carriers(String mark, boolean first) {
    String[] entries = new File("/proc").list((dir, name) -> Character.isDigit(name.charAt(0)));
    List<Long> found = new ArrayList<>();
    for (String entry : entries == null ? new String[0] : entries) {
      if (carries(entry, mark, first)) {
        found.add(Long.parseLong(entry));
      }
    }
    return found;
  }

  private static boolean carries(String pid, String mark, boolean first) {
    String line = line(pid);
    return first ? line.startsWith(mark) : line.contains(mark);
  }

  /** The command line of a process, words separated by NUL; empty where it is gone. */
  public static String line(String pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", pid, "cmdline"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits until none is left, and says how many are. */
  public static int left(String mark, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    int left = carriers(mark).size();
    while (left > 0 && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      left = carriers(mark).size();
    }
    return left;
  }

  /** Kills every carrier by its id until none is found, and says how many were killed. */
  public static int end(String mark) throws InterruptedException {
    int killed = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Long> found = carriers(mark);
      if (found.isEmpty()) {
        break;
      }
      for (long pid : found) {
        killed += kill(pid, mark) ? 1 : 0;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return killed;
  }

  /** The handle remembers the start of the process: a stranger with its id is not touched. */
  private static boolean kill(long pid, String mark) {
    return ProcessHandle.of(pid)
        .filter(handle -> carries(Long.toString(pid), mark, false))
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }
}
