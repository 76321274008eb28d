package io.plimsoll.verification.workload;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc} says of a process, also of one that is becoming another program: for that
 * moment of {@code execve} its command line and its environment are empty, and a count that took
 * them as they are would miss it. For any thread. Linux only.
 */
public final class ProcFiles {

  /** An {@code execve} takes less than a millisecond; where a processor is short, some turns. */
  private static final int MOST_READS = 500;

  private static final long PAUSE_NANOS = 50_000;

  /** In {@code /proc/PID/stat} behind the name, from 0: the size of the memory, in bytes. */
  private static final int SIZE_FIELD = 20;

  private static final int FIRST_BYTES = 16 << 10;
  private static final int MOST_BYTES = 8 << 20;

  /** There: where the code ends. */
  private static final int CODE_END_FIELD = 24;

  /** There: where the words begin, and in the field behind where they end. */
  private static final int WORDS_FIELD = 45;

  /** There: where the environment begins, and in the field behind where it ends. */
  private static final int VARIABLES_FIELD = 47;

  private ProcFiles() {}

  /** The command line of a process, words separated by NUL; empty where it is gone. */
  public static String commandLine(long pid) {
    return settled(pid, "cmdline", WORDS_FIELD);
  }

  /** The environment that it was started with, each entry ended by NUL; empty where it is gone. */
  public static String environment(long pid) {
    return settled(pid, "environ", VARIABLES_FIELD);
  }

  /** A field of its state behind the name of its program, from 0; empty where it is gone. */
  public static String stateField(long pid, int index) {
    return of(state(pid), index);
  }

  /**
   * Empty is believed of who has no memory, which is dead or a thread of the kernel, and where the
   * kernel tells that nothing is there. It says where the code ends when all else is in its place.
   */
  private static String settled(long pid, String name, int fromField) {
    String text = text(pid, name);
    for (int read = 1; text != null && text.isEmpty() && read < MOST_READS; read++) {
      List<String> state = state(pid);
      boolean loaded = !of(state, CODE_END_FIELD).equals("0");
      if (of(state, SIZE_FIELD).equals("0")
          || (loaded && of(state, fromField).equals(of(state, fromField + 1)))) {
        break;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      text = text(pid, name);
    }
    return text == null ? "" : text;
  }

  private static List<String> state(long pid) {
    String stat = Objects.requireNonNullElse(text(pid, "stat"), "");
    return List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
  }

  private static String of(List<String> state, int index) {
    return index < state.size() ? state.get(index) : "";
  }

  /**
   * In one reading: what came later could be that of another program, or nothing. Null where the
   * process has ended, or is not ours to read.
   */
  private static @Nullable String text(long pid, String name) {
    for (int size = FIRST_BYTES; ; size *= 2) {
      byte[] bytes = new byte[size];
      try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + name)) {
        int length = Math.max(0, in.read(bytes));
        if (length < size || size >= MOST_BYTES) {
          return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
      } catch (IOException e) {
        return null;
      }
    }
  }
}
