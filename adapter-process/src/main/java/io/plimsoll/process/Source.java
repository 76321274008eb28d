package io.plimsoll.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Where an output is read from, never blocking. */
interface Source {

  /** Reads what is there: a count, 0 where nothing is there now, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** A stream of the platform, which cannot be waited for: it is asked how much is there. */
  final class Polled implements Source {

    private static final int CHUNK = 8_192;

    private final InputStream stream;
    private final byte[] buffer = new byte[CHUNK];

    Polled(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int there = stream.available();
      if (there <= 0) {
        return 0;
      }
      int n = stream.read(buffer, 0, Math.min(Math.min(there, buffer.length), into.remaining()));
      if (n > 0) {
        into.put(buffer, 0, n);
      }
      return n;
    }
  }
}
