package io.plimsoll.pool.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Reads under a lock, so that others see that somebody reads. Closing it closes its owner. */
final class LockedInput extends InputStream {

  private final InputStream in;
  private final ReentrantLock reading;
  private final Closeable owner;

  LockedInput(InputStream in, ReentrantLock reading, Closeable owner) {
    this.in = in;
    this.reading = reading;
    this.owner = owner;
  }

  @Override
  public int read() throws IOException {
    reading.lock();
    try {
      return in.read();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    reading.lock();
    try {
      return in.read(bytes, offset, length);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
