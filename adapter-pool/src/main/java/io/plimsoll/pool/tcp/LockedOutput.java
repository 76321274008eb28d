package io.plimsoll.pool.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Writes under a lock, so that others see that somebody writes. Closing it closes its owner. */
final class LockedOutput extends OutputStream {

  private final OutputStream out;
  private final ReentrantLock writing;
  private final Closeable owner;

  LockedOutput(OutputStream out, ReentrantLock writing, Closeable owner) {
    this.out = out;
    this.writing = writing;
    this.owner = owner;
  }

  @Override
  public void write(int one) throws IOException {
    writing.lock();
    try {
      out.write(one);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    writing.lock();
    try {
      out.write(bytes, offset, length);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
