package io.plimsoll.verification.bench.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the peers put an output: the first bytes are kept, all are counted. What is beyond would
 * fill the heap of a peer that keeps all.
 */
final class Sink extends OutputStream {

  private static final int MOST = 131_072;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final AtomicLong bytes = new AtomicLong();

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] some, int from, int length) {
    kept.write(some, from, Math.min(length, MOST - kept.size()));
    bytes.addAndGet(length);
  }

  int keptBytes() {
    return kept.size();
  }

  long bytes() {
    return bytes.get();
  }
}
