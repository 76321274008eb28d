package io.plimsoll.process;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import io.plimsoll.process.proc.Uptime;
import java.util.HashSet;
import java.util.Set;

/** Ourselves, and who is above us: they are nobody's members, whatever they carry. One thread. */
final class Ancestry {

  private static final int MOST = 64;
  private static final int FIRST = 1;

  private final ProcStat stat;
  private final int self = (int) ProcessHandle.current().pid();

  /** When this was made, in ticks since the boot. */
  private final long begun;

  /** At most {@value #MOST}. */
  private Set<Integer> above;

  /** As of now. */
  Ancestry(ProcStat stat, ProcReader reader) {
    this.stat = stat;
    this.begun = Uptime.ticks(reader);
    this.above = now();
  }

  /** Who is above us may have ended, and another one is then. */
  void lookAgain() {
    above = now();
  }

  int self() {
    return self;
  }

  boolean mayBeMember(int pid) {
    return pid > FIRST && pid != self && !above.contains(pid);
  }

  /**
   * Whether a process was there before anything could be started for us.
   *
   * @param ticks when it was started
   */
  boolean wasBefore(long ticks) {
    return ticks < begun;
  }

  /** Whether it is one to whom orphans of ours fall. */
  boolean takesOrphans(int pid) {
    return pid <= FIRST || above.contains(pid);
  }

  private Set<Integer> now() {
    Set<Integer> found = new HashSet<>();
    int pid = self;
    while (pid > FIRST && found.size() < MOST && stat.read(pid)) {
      pid = stat.parent();
      found.add(pid);
    }
    return found;
  }
}
