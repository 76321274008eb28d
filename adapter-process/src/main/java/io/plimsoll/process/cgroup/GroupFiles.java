package io.plimsoll.process.cgroup;

import io.plimsoll.process.proc.KeptFile;
import java.io.Closeable;
import java.io.File;
import java.nio.charset.StandardCharsets;

/**
 * What {@link GroupFolder} tells of a group that stays while others come and go in it, and is asked
 * again and again: its files stay open. Two descriptors. Any thread.
 */
public final class GroupFiles implements Closeable {

  /** More processes than these files tell of in one go are asked for the usual way. */
  private static final int MOST_BYTES = 512;

  private final GroupFolder group;

  // Guarded by this.
  private final KeptFile procs;
  private final KeptFile stat;
  private final byte[] buffer = new byte[MOST_BYTES];

  GroupFiles(GroupFolder group) {
    this.group = group;
    File folder = group.path().toFile();
    procs = new KeptFile(new File(folder, GroupFolder.PROCS));
    stat = new KeptFile(new File(folder, GroupFolder.STAT));
  }

  /** See {@link GroupFolder#pids}. */
  public synchronized int[] pids() {
    if (hasNoneBelow()) {
      int length = procs.read(buffer);
      if (length >= 0 && length < MOST_BYTES) {
        return GroupFolder.ids(text(length));
      }
    }
    return group.pids();
  }

  /** Whether one live process is in it and no group below it. */
  public synchronized boolean holdsOnly(int pid) {
    return text(procs.read(buffer)).equals(pid + "\n") && hasNoneBelow();
  }

  private boolean hasNoneBelow() {
    return text(stat.read(buffer)).startsWith(GroupFolder.NO_DESCENDANTS);
  }

  private String text(int length) {
    return new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  /** From now on processes are told of the usual way, and it holds nobody alone. */
  @Override
  public synchronized void close() {
    procs.close();
    stat.close();
  }
}
