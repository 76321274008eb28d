package io.plimsoll.verification.bench.hot;

/** A connection to nothing, that is open until it is closed. */
final class Line {

  private volatile boolean open = true;

  boolean isOpen() {
    return open;
  }

  void close() {
    open = false;
  }
}
