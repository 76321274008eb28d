package io.plimsoll.process;

import io.plimsoll.process.cgroup.LeaseGroup;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that forks commands, in a control group of its own where there are any: it
 * reads orders, and tells births and exits. When this process is gone it reads the end of its
 * orders, and leaves.
 */
abstract class ForkHelper implements Tidings.Ear {

  private final Process process;
  private final Orders orders;
  private final Tidings tidings;
  private final @Nullable LeaseGroup group;
  private final Owner owner;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Guarded by this. */
  private boolean ended;

  /** Whose helper it is. */
  interface Owner {

    /** It is gone. On the drainer's thread, or when that is gone. */
    void lost(ForkHelper helper);
  }

  /**
   * What there is of it.
   *
   * @param orders what it is told
   * @param reports what it tells; its writing end is the process's alone by now
   * @param group which the process joins; null where there are none
   * @param owner told when it is gone
   */
  record Body(
      Process process, Orders orders, Tube reports, @Nullable LeaseGroup group, Owner owner) {}

  ForkHelper(Body body) {
    process = body.process();
    orders = body.orders();
    tidings = new Tidings(body.reports(), this);
    group = body.group();
    owner = body.owner();
  }

  int pid() {
    return (int) process.pid();
  }

  /** Begins to listen. On the drainer's thread. */
  @SuppressWarnings("CatchingUnchecked")
  void listen(Drainer drainer) {
    try {
      orders.listen(drainer.selector());
      tidings.listen(drainer.selector());
      var unused = process.onExit().thenRun(() -> drainer.execute(() -> exited(drainer.buffer())));
    } catch (RuntimeException | Error e) {
      end(); // whoever has an order by now would wait for ever for what nobody hears
      throw e;
    }
  }

  /**
   * Its process is gone, and all that it told is in the pipe, whose end does not come while a child
   * that has yet to become its program holds it. On the drainer's thread.
   */
  private void exited(ByteBuffer buffer) {
    tidings.ready(buffer);
    end();
  }

  /** Gives it an order. Any thread. */
  void order(byte[] order) {
    orders.add(order);
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
    owner.lost(this);
    orphan();
    over.countDown();
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

  /** Lets it go: it leaves when it has carried out what it has been told. Any thread. */
  void dismiss() {
    orders.close();
  }

  /** Waits for its exit, and until all that it told has been heard: false where that takes long. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    long due = System.nanoTime() + nanos;
    return process.waitFor(nanos, TimeUnit.NANOSECONDS)
        && over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Ends it and all in its group at once. Any thread. */
  void kill() {
    if (group == null || !group.kill()) {
      process.destroyForcibly();
    }
  }

  /** The same where it has not ended. */
  void killIfLeft() {
    if (!isEnded()) {
      kill();
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
