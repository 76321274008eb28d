package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * What a helper of ours tells through a pipe: lines of a letter and up to two numbers. The
 * drainer's thread.
 */
final class Tidings implements Ready {

  private static final Logger LOG = LazyLogger.of(Tidings.class);

  /** As long as what it tells can be at most; who tells more is no helper of ours. */
  private static final int MOST_LINE = 64;

  private final Tube pipe;
  private final Ear ear;
  private final byte[] line = new byte[MOST_LINE];
  private int length;
  private volatile boolean over;

  /** Who is told. */
  interface Ear {

    /** One line: numbers that are not there are 0. */
    void told(char letter, int first, int second);

    /** There are no more. */
    void end();
  }

  /**
   * @param pipe whose writing end is the helper's alone by now
   */
  Tidings(Tube pipe, Ear ear) {
    this.pipe = pipe;
    this.ear = ear;
  }

  void listen(Selector selector) {
    try {
      pipe.pipe().source().register(selector, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what a helper tells cannot be read", e);
      end();
    }
  }

  private void end() {
    over = true;
    ear.end();
  }

  /** Nothing is told any more. Any thread. */
  void stop() {
    over = true;
  }

  /** Lets go of the pipe. Any thread. */
  void close() {
    pipe.close();
  }

  @Override
  public void ready(ByteBuffer buffer) {
    try {
      int n;
      while (!over && (n = pipe.pipe().source().read(buffer.clear())) != 0) {
        if (n < 0) {
          end();
        } else {
          take(buffer.flip());
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a helper is gone", e);
      end();
    }
  }

  private void take(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !over) {
      byte next = bytes.get();
      if (next == '\n') {
        int end = length;
        length = 0;
        tell(end);
      } else if (length < MOST_LINE) {
        line[length++] = next;
      } else {
        LOG.log(Level.WARNING, "a helper tells what it should not; it is ended");
        end();
      }
    }
  }

  /** One command's trouble, such as no thread for it, does not keep the next from being told. */
  @SuppressWarnings("CatchingUnchecked")
  private void tell(int end) {
    int blank = 2;
    while (blank < end && line[blank] != ' ') {
      blank++;
    }
    try {
      ear.told(end == 0 ? ' ' : (char) line[0], number(2, end), number(blank + 1, end));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "what a helper told came to nothing", e);
    }
  }

  /** The number that begins there; 0 where there is none. */
  private int number(int from, int end) {
    int number = 0;
    for (int i = from; i < end && line[i] >= '0' && line[i] <= '9'; i++) {
      number = 10 * number + line[i] - '0';
    }
    return number;
  }
}
