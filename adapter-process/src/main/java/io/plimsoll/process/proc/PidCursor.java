package io.plimsoll.process.proc;

import java.io.Closeable;
import java.io.File;

/**
 * The newest process id of this pid namespace, from {@code /proc/loadavg}: ids are given out in
 * rising order, so what was started since the last look lies between two readings.
 *
 * <p>Some containers fake that file. So it is trusted only after an id of ours was seen to lie
 * where it should.
 */
public final class PidCursor implements Closeable {

  private static final int UNKNOWN = -1;

  /** More than that file ever has. */
  private static final int MOST_BYTES = 128;

  // Guarded by this.
  private final KeptFile file = new KeptFile(new File("/proc/loadavg"));
  private final byte[] text = new byte[MOST_BYTES];

  private volatile int first = UNKNOWN;
  private volatile boolean judged;
  private volatile boolean trusted;

  /** The newest id, or -1 where it cannot be told. */
  public synchronized int newest() {
    int length = file.read(text);
    while (length > 0 && (text[length - 1] < '0' || text[length - 1] > '9')) {
      length--;
    }
    int start = length;
    while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') {
      start--;
    }
    int value = 0;
    for (int i = start; i < length; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return start < length ? value : UNKNOWN;
  }

  /** Learns the newest id before anything is started: members of trees have later ones. */
  public void begin(int newest) {
    first = newest;
  }

  /** That id, or -1 where it is not known or the readings are not trusted. */
  public int first() {
    return trusted ? first : UNKNOWN;
  }

  public boolean judged() {
    return judged;
  }

  public boolean trusted() {
    return trusted;
  }

  /** Learns from one start: the readings before and after it, and the id that came of it. */
  public void judge(int before, long pid, int after) {
    if (before == UNKNOWN || after == UNKNOWN) {
      judged = true;
    } else if (after >= before && !judged) {
      trusted = before < pid && pid <= after;
      judged = true;
    }
  }

  /** There are no more looks. */
  @Override
  public synchronized void close() {
    file.close();
  }

  /** How new processes are found, for people. */
  public String words() {
    return trusted()
        ? "by the ids given out since the last look"
        : judged()
            ? "by listing /proc: /proc/loadavg does not tell the newest id here"
            : "by listing /proc, until a first start has shown that /proc/loadavg is right";
  }
}
