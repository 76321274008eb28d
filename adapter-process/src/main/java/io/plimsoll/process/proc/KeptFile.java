package io.plimsoll.process.proc;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * A small file of the kernel that stays open, and is written anew for each reading from its
 * beginning: that saves a walk through its folders and what the platform keeps of each open file.
 * Less than a page of it is read in one go: the kernel gives as much as is asked for, unless it has
 * come to the end. For one thread at a time.
 */
public final class KeptFile implements Closeable {

  private final File path;
  private @Nullable RandomAccessFile file;
  private boolean closed;

  /** One that is opened when it is first read. */
  public KeptFile(File path) {
    this.path = path;
  }

  /**
   * Reads it from its beginning, as far as a buffer of less than a page goes: the length, or -1
   * where it is not there or cannot be opened now, which the next reading tries again.
   */
  public int read(byte[] buffer) {
    if (closed) {
      return -1;
    }
    try {
      RandomAccessFile open = file;
      if (open == null) {
        open = new RandomAccessFile(path, "r");
        file = open;
      } else {
        open.seek(0);
      }
      return Math.max(0, open.read(buffer));
    } catch (IOException e) {
      letGo();
      return -1;
    }
  }

  private void letGo() {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is only read.
      }
    }
  }

  /** It is not read any more. */
  @Override
  public void close() {
    closed = true;
    letGo();
  }
}
