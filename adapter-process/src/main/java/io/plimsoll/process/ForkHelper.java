package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.LeaseGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that forks commands, in a control group of its own where there are any: it
 * reads orders, and tells births and exits. When this process is gone it reads the end of its
 * orders, and leaves.
 */
abstract class ForkHelper implements Tidings.Ear {

  private static final Logger LOG = LazyLogger.of(ForkHelper.class);

  private final Process process;
  private final OutputStream orders;
  private final Tidings tidings;
  private final @Nullable LeaseGroup group;
  private final Consumer<ForkHelper> lost;

  /** Guarded by this. */
  private boolean ended;

  /**
   * What there is of it.
   *
   * @param reports what it tells; its writing end is the process's alone by now
   * @param group which the process joins; null where there are none
   * @param lost told when it is gone
   */
  record Body(
      Process process, Tube reports, @Nullable LeaseGroup group, Consumer<ForkHelper> lost) {}

  ForkHelper(Body body) {
    process = body.process();
    orders = process.getOutputStream();
    tidings = new Tidings(body.reports(), this);
    group = body.group();
    lost = body.lost();
  }

  int pid() {
    return (int) process.pid();
  }

  /** Begins to listen. On the drainer's thread. */
  void listen(Selector selector) {
    tidings.listen(selector);
  }

  /** Gives it an order. By one thread at a time. */
  void order(byte[] order) {
    try {
      orders.write(order);
      orders.flush();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a helper takes no orders", e); // it is gone, as will be told
      kill();
    }
  }

  /**
   * It is gone, or useless: so is what it had, whose exit nobody could tell. On the drainer's
   * thread, or when that is gone.
   */
  @Override
  public void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    tidings.stop();
    kill();
    lost.accept(this);
    orphan();
  }

  /** Tells what becomes of the commands that it had. */
  abstract void orphan();

  /** Whether it is gone. For who holds its monitor, nothing begins meanwhile. */
  synchronized boolean isEnded() {
    return ended;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Lets it go: it leaves when it has carried out what it was told. Any thread. */
  void dismiss() {
    Quietly.close(orders);
  }

  /** Waits for its exit: false where that has not come in time. */
  boolean awaitExit(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends it and all in its group at once. Any thread. */
  void kill() {
    if (group == null || !group.kill()) {
      process.destroyForcibly();
    }
  }

  /** Lets go of what it holds here, once it is gone. Any thread. */
  void discard() {
    dismiss();
    tidings.close();
    if (group != null) {
      group.close();
    }
  }
}
