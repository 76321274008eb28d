package io.plimsoll.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** The writing end of a command's input, where that is a pipe of ours. Any thread may close it. */
final class Input implements Ready {

  private final WritableByteChannel channel;
  private final ByteBuffer content;
  private volatile @Nullable Thread feeder;

  /**
   * @param content what is written as the pipe takes it; empty where a feeder writes
   */
  Input(WritableByteChannel channel, ByteBuffer content) {
    this.channel = channel;
    this.content = content;
  }

  WritableByteChannel channel() {
    return channel;
  }

  void feeder(Thread thread) {
    feeder = thread;
  }

  /** Writes what the pipe takes now, and closes it behind the last byte. */
  @Override
  public void ready(ByteBuffer buffer) {
    try {
      while (content.hasRemaining()) {
        // Of what is on the heap the platform copies all that remains, whatever the pipe takes.
        int length = Math.min(content.remaining(), buffer.capacity());
        buffer.clear().put(0, content, content.position(), length).limit(length);
        int taken = channel.write(buffer);
        if (taken == 0) {
          return;
        }
        content.position(content.position() + taken);
      }
    } catch (IOException e) {
      content.position(content.limit()); // the command has closed its input, as it may
    }
    Quietly.close(channel);
  }

  boolean done() {
    return !channel.isOpen();
  }

  /** Closes the pipe, which also wakes a feeder that is blocked in writing. */
  void close() {
    Quietly.close(channel);
  }

  /** Lets go for good: a feeder that is blocked in reading is asked to leave. */
  void release() {
    close();
    Thread thread = feeder;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
