package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a helper of ours is told through a pipe. Who tells it does not wait: what the pipe does not
 * take now the drainer writes when it does. Any thread.
 */
final class Orders implements Ready {

  private static final Logger LOG = LazyLogger.of(Orders.class);

  private final Pipe.SinkChannel sink;

  // Guarded by this.

  /** At most one for each command that the helper may have. */
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

  private @Nullable SelectionKey key;

  /**
   * @param sink not blocking; closed with it
   */
  Orders(Pipe.SinkChannel sink) {
    this.sink = sink;
  }

  /** Begins to wait for a pipe that is full. On the drainer's thread. */
  synchronized void listen(Selector selector) {
    try {
      key = sink.register(selector, waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE, this);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a helper takes no orders", e); // it is gone, as will be told
    }
  }

  /** Gives an order, behind those that wait: one that cannot be written now waits, too. */
  @SuppressWarnings("CatchingUnchecked") // it is given: who gives it must not think that it is not
  synchronized void add(byte[] order) {
    waiting.add(ByteBuffer.wrap(order));
    try {
      write(null);
    } catch (RuntimeException | Error e) {
      want(SelectionKey.OP_WRITE);
      LOG.log(Level.DEBUG, "an order cannot be written yet", e); // such as for want of memory
    }
  }

  /**
   * Through the drainer's buffer, which is there: for want of memory it would be told at once
   * again.
   */
  @Override
  public synchronized void ready(ByteBuffer buffer) {
    write(buffer);
  }

  private void write(@Nullable ByteBuffer through) {
    try {
      ByteBuffer next = waiting.peek();
      while (next != null) {
        if (through == null) {
          sink.write(next);
        } else {
          int length = Math.min(next.remaining(), through.capacity());
          through.clear().put(0, next, next.position(), length).limit(length);
          next.position(next.position() + sink.write(through));
        }
        if (next.hasRemaining()) {
          break;
        }
        waiting.remove();
        next = waiting.peek();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a helper takes no orders", e); // it is gone, as will be told
      waiting.clear();
    }
    want(waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE);
  }

  private void want(int operations) {
    SelectionKey its = key;
    if (its != null && its.isValid() && its.interestOps() != operations) {
      its.interestOps(operations);
      its.selector().wakeup();
    }
  }

  /** There are no more: what waits is forgotten. */
  synchronized void close() {
    waiting.clear();
    Quietly.close(sink);
    SelectionKey its = key;
    if (its != null) {
      its.selector().wakeup(); // what a selector knows stays open until that selects again
    }
  }
}
