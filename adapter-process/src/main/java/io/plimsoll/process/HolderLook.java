package io.plimsoll.process;

import io.plimsoll.command.PipeHolder;
import io.plimsoll.command.Text;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds out who holds a pipe, by the links of all open files. For the scanner's thread, which has
 * signals to send and memory to read: so a look ends after a while with what it has found.
 */
final class HolderLook {

  private static final int MOST_HOLDERS = 8;
  private static final int MOST_COMMAND = 200;
  private static final int TICKS_A_SECOND = 100; // what Linux shows to programs, on any machine
  private static final List<String> USUAL = List.of("1", "2");

  private static final long BUDGET_NANOS = 50_000_000;

  private final long budgetNanos;
  private long begunNanos;
  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);
  private final int self = (int) ProcessHandle.current().pid();

  HolderLook() {
    this(BUDGET_NANOS);
  }

  /**
   * @param budgetNanos how long one look may take
   */
  HolderLook(long budgetNanos) {
    this.budgetNanos = budgetNanos;
  }

  /** At most {@value #MOST_HOLDERS} processes that hold one of the pipes; the likely ones first. */
  List<PipeHolder> holders(Set<String> links, Collection<Integer> likely) {
    begunNanos = System.nanoTime();
    List<PipeHolder> found = new ArrayList<>();
    likely.forEach(pid -> add(found, pid, links, false));
    if (!found.isEmpty()) {
      return found;
    }
    int[] all = ProcReader.pids();
    for (boolean every : new boolean[] {false, true}) {
      for (int pid : all) {
        add(found, pid, links, every);
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  private void add(List<PipeHolder> found, int pid, Set<String> links, boolean every) {
    if (pid == self || found.size() >= MOST_HOLDERS || isLate() || !holds(pid, links, every)) {
      return;
    }
    if (stat.read(pid) && !stat.gone()) {
      boolean ours = stat.parent() == self;
      long ticks = stat.ticks();
      String name = stat.name();
      String line = reader.text("/proc/" + pid + "/cmdline").replace('\0', ' ').strip();
      // A child of ours on its way to its own program holds copies for a moment.
      if (!(ours && (line.contains("jspawnhelper") || line.equals(ownLine())))) {
        found.add(new PipeHolder(pid, shown(line.isEmpty() ? "[" + name + "]" : line), age(ticks)));
      }
    }
  }

  private boolean isLate() {
    return System.nanoTime() - begunNanos >= budgetNanos;
  }

  private String ownLine() {
    return reader.text("/proc/self/cmdline").replace('\0', ' ').strip();
  }

  private boolean holds(int pid, Set<String> links, boolean every) {
    String folder = "/proc/" + pid + "/fd";
    if (!every) {
      return USUAL.stream().anyMatch(fd -> links.contains(link(folder, fd)));
    }
    String[] fds = new File(folder).list();
    for (String fd : fds == null ? new String[0] : fds) {
      if (isLate()) {
        return false;
      }
      if (links.contains(link(folder, fd))) {
        return true;
      }
    }
    return false;
  }

  private static String link(String folder, String fd) {
    try {
      return Files.readSymbolicLink(Path.of(folder, fd)).toString();
    } catch (IOException e) {
      return ""; // gone, or not ours to read
    }
  }

  private static String shown(String line) {
    String visible = Text.visible(line);
    return visible.length() <= MOST_COMMAND
        ? visible
        : visible.substring(0, MOST_COMMAND - 3) + "...";
  }

  private Duration age(long ticks) {
    String uptime = reader.text("/proc/uptime");
    int blank = uptime.indexOf(' ');
    double seconds = blank < 0 ? 0 : Double.parseDouble(uptime.substring(0, blank));
    long millis = (long) (seconds * 1_000) - ticks * (1_000 / TICKS_A_SECOND);
    return Duration.ofMillis(Math.max(0, millis));
  }
}
