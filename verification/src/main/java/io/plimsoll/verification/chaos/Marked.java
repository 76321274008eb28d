package io.plimsoll.verification.chaos;

import io.plimsoll.verification.workload.ProcFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * The processes that carry a mark in their command line: a proof's own count, which knows nothing
 * of how the runtime holds a tree together. No environment that is scrubbed and no new session
 * takes the mark away.
 */
public final class Marked {

  private static final long POLL_MILLIS = 10;
  private static final int MOST_ROUNDS = 100;
  private static final int MOST_DESCRIBED = 4;

  private static final String LEASE = "PLIMSOLL_LEASE=";

  private static final int STATE_FIELD = 0;
  private static final int PARENT_FIELD = 1;

  private Marked() {}

  /** The live processes with this mark anywhere in their command line. Zombies have none. */
  public static List<Long> carriers(String mark) {
    return carriers(mark, false);
  }

  /** Those whose program itself carries it, not an argument only. */
  static List<Long> programs(String mark) {
    return carriers(mark, true);
  }

  /** The live processes that were started with this in their environment, and have kept it. */
  public static List<Long> withVariable(String assignment) {
    return processes(pid -> ProcFiles.environment(pid).contains(assignment));
  }

  private static List<Long> carriers(String mark, boolean first) {
    return processes(pid -> carries(pid, mark, first));
  }

  private static List<Long> processes(LongPredicate which) {
    String[] entries = new File("/proc").list((dir, name) -> Character.isDigit(name.charAt(0)));
    List<Long> found = new ArrayList<>();
    for (String entry : entries == null ? new String[0] : entries) {
      long pid = Long.parseLong(entry);
      if (which.test(pid)) {
        found.add(pid);
      }
    }
    return found;
  }

  private static boolean carries(long pid, String mark, boolean first) {
    String line = ProcFiles.commandLine(pid);
    return first ? line.startsWith(mark) : line.contains(mark);
  }

  /** Waits until none is left, and says how many are. */
  public static int left(String mark, long millis) throws InterruptedException {
    return left(mark, Set.of(), millis);
  }

  /** Waits until none is left but those of sessions that do not count, and says how many are. */
  public static int left(String mark, Set<String> uncounted, long millis)
      throws InterruptedException {
    return left(() -> counted(mark, uncounted), millis);
  }

  /** Waits until none is left with this in its environment, and says how many are. */
  public static int leftWithVariable(String assignment, long millis) throws InterruptedException {
    return left(() -> withVariable(assignment), millis);
  }

  private static int left(Supplier<List<Long>> found, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    int left = found.get().size();
    while (left > 0 && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      left = found.get().size();
    }
    return left;
  }

  private static List<Long> counted(String mark, Set<String> uncounted) {
    List<Long> carriers = new ArrayList<>(carriers(mark));
    carriers.removeIf(
        pid -> uncounted.stream().anyMatch(session -> lease(pid).startsWith(session + "-")));
    return carriers;
  }

  /** Who is left, for people: at most so many that a line holds them. */
  public static String described(String mark, Set<String> uncounted) {
    List<Long> carriers = counted(mark, uncounted);
    StringBuilder words = new StringBuilder();
    for (long pid : carriers.subList(0, Math.min(MOST_DESCRIBED, carriers.size()))) {
      words.append(words.isEmpty() ? "" : "; ").append(described(pid));
    }
    return words.toString();
  }

  private static String described(long pid) {
    String lease = lease(pid);
    return "pid %d (%s), state %s, parent %s, %s"
        .formatted(
            pid,
            ProcFiles.commandLine(pid).replace('\0', ' ').strip(),
            ProcFiles.stateField(pid, STATE_FIELD),
            ProcFiles.stateField(pid, PARENT_FIELD),
            lease.isEmpty() ? "no lease" : "lease " + lease);
  }

  /** The lease that it was started under; empty where it has none, or is gone. */
  private static String lease(long pid) {
    return ProcFiles.environment(pid)
        .replace('\0', '\n')
        .lines()
        .filter(line -> line.startsWith(LEASE))
        .map(line -> line.substring(LEASE.length()))
        .findFirst()
        .orElse("");
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
        .filter(handle -> carries(pid, mark, false))
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }
}
