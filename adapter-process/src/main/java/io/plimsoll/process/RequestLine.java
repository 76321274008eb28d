package io.plimsoll.process;

import java.util.ArrayDeque;

/**
 * Requests on one process, begun one after another in the order in which they came, wherever each
 * of them is carried out. Closed at first: requests wait until {@link #open}.
 */
final class RequestLine {

  /** More than any caller has reason to leave unanswered. */
  static final int MOST_WAITING = 256;

  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private final Runnable done = new Done();
  private boolean open;
  private boolean busy;
  private boolean closed;

  /** Something to be carried out, on a thread that it chooses. */
  @FunctionalInterface
  interface Request {

    /** Begins without blocking; {@code done} is run once, when the next request may begin. */
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

  /** What each request runs. */
  private final class Done implements Runnable {

    @Override
    public void run() {
      synchronized (RequestLine.this) {
        busy = false;
      }
      next();
    }
  }

  private void next() {
    Request request;
    synchronized (this) {
      if (!open || busy || closed || waiting.isEmpty()) {
        return;
      }
      busy = true;
      request = waiting.remove();
    }
    request.begin(done);
  }
}
