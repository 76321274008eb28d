package io.plimsoll.process;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of our own, where they work here. That is tried when the first one is wanted: a command
 * that keeps our streams needs none. Any thread.
 */
final class OwnPipes implements AutoCloseable {

  private final boolean linux;
  private final Executor aside;
  private volatile @Nullable PipeStock stock;
  private boolean tried;

  /**
   * Where {@code /proc} may be used, those of a stock that works; else none.
   *
   * @param aside does what takes long
   */
  OwnPipes(boolean linux, Executor aside) {
    this.linux = linux;
    this.aside = aside;
  }

  /** Where pipes come from; null where the platform's own are used. */
  synchronized @Nullable PipeStock stock() {
    if (!tried) {
      stock = linux ? PipeStock.working(aside) : null;
      tried = true;
    }
    return stock;
  }

  /** Whether so many can be taken for inputs and outputs without making any. */
  boolean hold(int inputs, int outputs) {
    PipeStock made = stock;
    return made != null && made.holds(inputs, outputs);
  }

  /** Whether few are left. */
  boolean isLow() {
    PipeStock made = stock;
    return made != null && made.isLow();
  }

  /** See {@link PipeStock#takeBack}. */
  boolean takeBack(Tube tube) {
    PipeStock made = stock;
    return made != null && made.takeBack(tube);
  }

  /** Closes those that serve again. On the thread that reads them. */
  void forget() {
    PipeStock made = stock;
    if (made != null) {
      made.forget();
    }
  }

  /** Closes those that nobody uses, as descriptors lack. */
  void giveUp() {
    PipeStock made = stock;
    if (made != null) {
      made.giveUp();
    }
  }

  /** Makes some where few are left, so that they need not be made when they are wanted. */
  void restock() {
    PipeStock made = stock;
    if (made != null) {
      made.restock();
    }
  }

  /** Closes what was not taken; nothing is tried any more. */
  @Override
  public synchronized void close() {
    tried = true;
    PipeStock made = stock;
    if (made != null) {
      made.close();
    }
  }
}
