package io.plimsoll.process.proc;

import java.nio.charset.StandardCharsets;

/**
 * What {@code /proc/PID/stat} says of one process, read again and again into the same fields. For
 * one thread.
 */
public final class ProcStat {

  private static final int FIELD_STATE = 3;
  private static final int FIELD_PARENT = 4;
  private static final int FIELD_SESSION = 6;
  private static final int FIELD_TERMINAL = 7;
  private static final int FIELD_FLAGS = 9;
  private static final int FIELD_THREADS = 20;
  private static final int FIELD_START = 22;
  private static final int FIELD_SIZE = 23;
  private static final int FIELD_RESIDENT = 24;
  private static final int FIELD_CODE_END = 27;
  private static final int FIELD_PENDING = 31;
  private static final int FIELD_ENVIRONMENT = 50;
  private static final int FIELD_ENVIRONMENT_END = 51;

  /** Of the flags of the kernel: it is leaving, and it was ended by a signal. */
  private static final long LEAVING = 0x4 | 0x400;

  private static final long UNKNOWN = -1;
  private static final long KILL_PENDING = 1 << (9 - 1);

  private final ProcReader reader;
  private char state;
  private int parent;
  private int session;
  private int terminal;
  private long flags;
  private long threads;
  private long ticks;
  private long size;
  private long residentPages;
  private long codeEnd;
  private long pending;
  private long environment;
  private long environmentEnd;
  private int nameStart;
  private int nameEnd;

  public ProcStat(ProcReader reader) {
    this.reader = reader;
  }

  /** Reads a process; false where there is none. */
  public boolean read(int pid) {
    int length = reader.readStart("/proc/" + pid + "/stat");
    return length > 0 && parse(reader.buffer(), length);
  }

  /** The name of the program may hold blanks and parentheses: the last one closes it. */
  public boolean parse(byte[] text, int length) {
    int close = length - 1;
    while (close > 0 && text[close] != ')') {
      close--;
    }
    int open = 0;
    while (open < close && text[open] != '(') {
      open++;
    }
    if (close == 0 || close + 2 >= length) {
      return false;
    }
    nameStart = open + 1;
    nameEnd = close;
    int field = FIELD_STATE;
    int at = close + 2;
    state = (char) text[at];
    pending = 0;
    codeEnd = UNKNOWN;
    environment = 0;
    environmentEnd = 0;
    while (at < length && field <= FIELD_ENVIRONMENT_END) {
      long value = 0;
      while (at < length && text[at] != ' ' && text[at] != '\n') {
        value = value * 10 + (text[at] - '0');
        at++;
      }
      keep(field, value);
      field++;
      at++;
    }
    return field > FIELD_RESIDENT;
  }

  private void keep(int field, long value) {
    if (field == FIELD_PARENT) {
      parent = (int) value;
    } else if (field == FIELD_SESSION) {
      session = (int) value;
    } else if (field == FIELD_TERMINAL) {
      terminal = (int) value;
    } else if (field == FIELD_FLAGS) {
      flags = value;
    } else if (field == FIELD_THREADS) {
      threads = value;
    } else if (field == FIELD_START) {
      ticks = value;
    } else if (field == FIELD_SIZE) {
      size = value;
    } else if (field == FIELD_RESIDENT) {
      residentPages = value;
    } else if (field == FIELD_CODE_END) {
      codeEnd = value;
    } else if (field == FIELD_PENDING) {
      pending = value;
    } else if (field == FIELD_ENVIRONMENT) {
      environment = value;
    } else if (field == FIELD_ENVIRONMENT_END) {
      environmentEnd = value;
    }
  }

  /** Whether it is dead and only waits to be collected; a dead leader of live threads is not. */
  public boolean gone() {
    return (state == 'Z' && threads <= 1) || state == 'X' || state == 'x';
  }

  /** Whether it is stopped, so that it takes no signal but KILL until it is continued. */
  public boolean stopped() {
    return state == 'T';
  }

  /**
   * Whether KILL has reached it, so that it ends as soon as it gets the processor: not while the
   * kernel holds it where no signal wakes it.
   */
  public boolean dying() {
    return state != 'D' && ((pending & KILL_PENDING) != 0 || (flags & LEAVING) != 0);
  }

  public int parent() {
    return parent;
  }

  /** Whether its session has a terminal, which it may open as {@code /dev/tty}. */
  public boolean hasTerminal() {
    return terminal != 0;
  }

  /** The id of its session: that of the process that began it. */
  public int session() {
    return session;
  }

  /** When it was started, in clock ticks since the machine was: with the pid, its identity. */
  public long ticks() {
    return ticks;
  }

  /** Whether it runs a program: a thread of the kernel does not, and who is exiting no more. */
  public boolean hasProgram() {
    return size > 0;
  }

  /**
   * Whether its program is there: while it is being replaced, within {@code execve}, it is not. The
   * kernel says where the code ends when all else is in its place, the environment too. True where
   * that is not told.
   */
  public boolean isLoaded() {
    return codeEnd != 0;
  }

  /** Whether its environment has any variables; false where that is not told. */
  public boolean hasVariables() {
    return environmentEnd > environment;
  }

  public long residentPages() {
    return residentPages;
  }

  /** The name of its program, at most 15 bytes long. Valid until the reader reads again. */
  public String name() {
    return new String(reader.buffer(), nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
  }
}
