package io.plimsoll.process.cgroup;

import io.plimsoll.process.proc.KeptFile;
import java.io.Closeable;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where this process is among the control groups. Anybody who may can move it, so it is asked each
 * time; the file stays open, and what it said before is not looked through again. One descriptor.
 * Any thread.
 */
final class OwnPlace implements Closeable {

  static final File FILE = new File("/proc/self/cgroup");

  /** A longer text, of many groups of version 1 with long names, is not believed. */
  static final int MOST_BYTES = 1024;

  private final String session;

  // Guarded by this.
  private final KeptFile file;
  private byte[] said = new byte[MOST_BYTES];
  private byte[] now = new byte[MOST_BYTES];
  private int length;
  private boolean outside;

  /**
   * @param session the name of a session's group, which no other group has
   */
  OwnPlace(File file, String session) {
    this.file = new KeptFile(file);
    this.session = session;
  }

  /** Whether it is in none of the session's groups; false where that cannot be told. */
  synchronized boolean isOutside() {
    int read = Math.max(0, file.read(now));
    if (read != length || !Arrays.equals(now, 0, read, said, 0, read)) {
      byte[] other = said;
      said = now;
      now = other;
      length = read;
      outside =
          read > 0
              && read < MOST_BYTES
              && !new String(said, 0, read, StandardCharsets.ISO_8859_1).contains(session);
    }
    return outside;
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
