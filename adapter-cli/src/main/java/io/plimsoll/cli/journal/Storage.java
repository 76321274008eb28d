package io.plimsoll.cli.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where records are appended. One thread at a time may use it. */
interface Storage extends Closeable {

  /** Appends all bytes, or throws with some of them written. */
  void write(ByteBuffer bytes) throws IOException;

  /** Returns when all that was written is on disk. */
  void force() throws IOException;

  /** Opens storages, which a test makes fail. */
  interface Opener {

    /** Opens a file that is there at its end. */
    Storage open(Path file) throws IOException;
  }

  /** The file itself. */
  static Storage of(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    return new Storage() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
