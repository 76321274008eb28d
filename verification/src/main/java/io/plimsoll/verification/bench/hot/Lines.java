package io.plimsoll.verification.bench.hot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The lines that one pool has opened, to see whether it did the work that was asked for: no more
 * are open than may be, and one that is closed behind its back is not lent.
 */
final class Lines {

  /** Borrows a line of a pool and gives it back; answers whether it was open. */
  interface Loan {

    /** Does it once. */
    boolean once() throws Exception;
  }

  private final int most;

  // A pool that opens more than a few is no pool, and ends its run.
  private final List<Line> opened = new CopyOnWriteArrayList<>();

  Lines(int most) {
    this.most = most;
  }

  /** A fresh one. */
  synchronized Line open() {
    if (opened.size() >= 2 * most) {
      throw new IllegalStateException(
          "opened more than %d lines, of which %d may be open".formatted(2 * most, most));
    }
    long live = opened.stream().filter(Line::isOpen).count();
    if (live >= most) {
      throw new IllegalStateException("opened more than the %d lines that may be".formatted(most));
    }
    Line line = new Line();
    opened.add(line);
    return line;
  }

  /** Closes all of them behind the back of the pool, which must lend an open one all the same. */
  void judge(Loan loan) throws Exception {
    opened.forEach(Line::close);
    if (!loan.once()) {
      throw new IllegalStateException("lent a closed line");
    }
  }
}
