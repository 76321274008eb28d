package io.plimsoll.process;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Requests on one process, begun one after another in the order in which they came, wherever each
 * of them is carried out. Closed at first: requests wait until {@link #open}.
 */
final class RequestLine {

  /** More than any caller has reason to leave unanswered. */
  static final int MOST_WAITING = 256;

  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private boolean open;

  /** What the request that is carried out runs; null where there is none. */
  private @Nullable Done current;

  private boolean closed;

  /** Something to be carried out, on a thread that it chooses. */
  @FunctionalInterface
  interface Request {

    /** Begins without blocking; {@code done} is run when the next request may begin. */
    void begin(Runnable done);
  }

  void add(Request request) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        throw new IllegalStateException(
            "requests: %d of one process wait; wait for answers before asking more"
                .formatted(MOST_WAITING));
      }
      waiting.add(request);
    }
    next();
  }

  void open() {
    synchronized (this) {
      open = true;
    }
    next();
  }

  /** Forgets what waits and takes nothing more. */
  synchronized void close() {
    closed = true;
    waiting.clear();
  }

  /** What a request runs. Only its first run counts. */
  private final class Done implements Runnable {

    @Override
    public void run() {
      synchronized (RequestLine.this) {
        if (current != this) {
          return;
        }
        current = null;
      }
      next();
    }
  }

  /** A request that cannot begin is over, which its owner hears: the others have their turn. */
  @SuppressWarnings("CatchingUnchecked")
  private void next() {
    Request request;
    Done done;
    synchronized (this) {
      if (!open || current != null || closed || waiting.isEmpty()) {
        return;
      }
      done = new Done(); // before it is taken: for want of memory it waits
      request = waiting.remove();
      current = done;
    }
    try {
      request.begin(done);
    } catch (RuntimeException | Error e) {
      done.run();
      throw e;
    }
  }
}
