package io.plimsoll.process.proc;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads small files of {@code /proc} into one buffer that is used again. For one thread. */
public final class ProcReader {

  private static final int FIRST_BYTES = 4_096;

  /** An environment can be as large as the stack allows; beyond this nobody is one of ours. */
  private static final int MOST_BYTES = 8 << 20;

  private static final int KEPT_BYTES = 256 << 10;

  private byte[] buffer = new byte[FIRST_BYTES];

  /** The buffer, valid until the next read. */
  public byte[] buffer() {
    return buffer;
  }

  /** Reads a file as far as the buffer goes, without growing it: -1 where it is not there. */
  public int readStart(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      return Math.max(0, in.read(buffer, 0, buffer.length));
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Reads a whole file in one reading: its length, or -1 where it is not there or not ours to read.
   * For those that the kernel gives in one piece, of one moment: what is read on later may be that
   * of a program that has been replaced meanwhile, and then ends early.
   */
  public int readAtOnce(String path) {
    forgetLarge();
    int length = readStart(path);
    while (length == buffer.length && length < MOST_BYTES) {
      buffer = new byte[2 * length];
      length = readStart(path);
    }
    return length;
  }

  /** Reads a whole file: its length, or -1 where it is not there or not ours to read. */
  public int readAll(String path) {
    forgetLarge();
    try (FileInputStream in = new FileInputStream(path)) {
      int length = 0;
      while (true) {
        if (length == buffer.length) {
          if (length >= MOST_BYTES) {
            return length;
          }
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        int n = in.read(buffer, length, buffer.length - length);
        if (n <= 0) {
          return length;
        }
        length += n;
      }
    } catch (IOException e) {
      return -1;
    }
  }

  private void forgetLarge() {
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[FIRST_BYTES];
    }
  }

  /** A whole file as text, stripped; empty where it is not there. */
  public String text(String path) {
    int length = readAll(path);
    return length <= 0 ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8).strip();
  }

  /**
   * Whether an id is that of a thread: a listing shows none, but one that is asked for by its id
   * answers like a process.
   */
  public boolean isThread(int pid) {
    String status = text("/proc/" + pid + "/status");
    int at = status.indexOf("\nTgid:");
    int end = at < 0 ? -1 : status.indexOf('\n', at + 1);
    return end < 0 || Integer.parseInt(status.substring(at + 6, end).strip()) != pid;
  }

  /** Whether nobody has an id. What cannot be read need not be gone: descriptors may run out. */
  public static boolean isAbsent(int pid) {
    return !new File("/proc/" + pid).exists();
  }

  /** All process ids that are listed now: threads are not. */
  public static int[] pids() {
    String[] names = new File("/proc").list();
    if (names == null) {
      return new int[0];
    }
    int[] pids = new int[names.length];
    int count = 0;
    for (String name : names) {
      char first = name.charAt(0);
      if (first >= '1' && first <= '9') {
        pids[count++] = Integer.parseInt(name);
      }
    }
    return Arrays.copyOf(pids, count);
  }
}
