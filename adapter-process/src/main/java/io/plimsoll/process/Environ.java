package io.plimsoll.process;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;

/**
 * Reads the environments of processes.
 *
 * @param reader holds what was read
 * @param stat of the same reader; read anew by a reading that finds nothing
 */
record Environ(ProcReader reader, ProcStat stat) {

  /** A length that is none. */
  static final int BLANK = -2;

  /** Reads one: its length, or {@link #BLANK} while the program is being replaced. */
  int read(int pid) {
    int length = reader.readAll("/proc/" + pid + "/environ");
    if (length != 0) {
      return length;
    }
    // All is empty until the new program is there; the environment comes last, and may stay so.
    int line = reader.readAll("/proc/" + pid + "/cmdline");
    return line == 0 || !stat.read(pid) || !stat.hasEnvironment()
        ? BLANK
        : reader.readAll("/proc/" + pid + "/environ");
  }
}
