package io.plimsoll.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of our own, where they work here. That is tried when the first one is wanted: a command
 * that keeps our streams needs none. Any thread.
 */
final class OwnPipes implements AutoCloseable {

  private final Supplier<@Nullable PipeStock> trial;
  private @Nullable PipeStock stock;
  private boolean tried;

  /** Where {@code /proc} may be used, those of a stock that works; else none. */
  OwnPipes(boolean linux) {
    this(() -> linux ? PipeStock.working() : null);
  }

  OwnPipes(Supplier<@Nullable PipeStock> trial) {
    this.trial = trial;
  }

  /** Where pipes come from; null where the platform's own are used. */
  synchronized @Nullable PipeStock stock() {
    if (!tried) {
      stock = trial.get();
      tried = true;
    }
    return stock;
  }

  /** Closes what was not taken; nothing is tried any more. */
  @Override
  public synchronized void close() {
    tried = true;
    if (stock != null) {
      stock.close();
    }
  }
}
