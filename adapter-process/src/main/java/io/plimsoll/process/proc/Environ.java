package io.plimsoll.process.proc;

import java.util.concurrent.locks.LockSupport;

/**
 * Reads the environments of processes. While a process is becoming another program, within {@code
 * execve}, it has none that can be read.
 *
 * @param reader holds what was read
 * @param stat of the same reader; read anew by a reading that finds nothing
 */
public record Environ(ProcReader reader, ProcStat stat) {

  /** A length that is none. */
  public static final int BLANK = -2;

  /** The moment is shorter than a millisecond, and many times that where processors are short. */
  private static final int MOST_READINGS = 1_000;

  private static final long PAUSE_NANOS = 50_000;

  /** Reads one: its length, or {@link #BLANK} while the program is being replaced. */
  public int read(int pid) {
    String path = "/proc/" + pid + "/environ";
    int length = reader.readAtOnce(path);
    if (length != 0) {
      return length;
    }
    if (!stat.read(pid) || !stat.isLoaded()) {
      return BLANK;
    }
    if (!stat.hasVariables()) {
      return 0;
    }
    length = reader.readAtOnce(path);
    return length == 0 ? BLANK : length;
  }

  /**
   * Reads one, and waits where the program is being replaced, at most a thousand times 50 us: its
   * length, at most 0 where there is none.
   */
  public int readSettled(int pid) {
    int length = read(pid);
    for (int i = 1; i < MOST_READINGS && length == BLANK; i++) {
      if (!stat.read(pid) || !stat.hasProgram()) {
        return 0; // who is dead, or a thread of the kernel
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      length = read(pid);
    }
    return length;
  }
}
