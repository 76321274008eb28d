package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.TreeGroup;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shell in a control group of its own that forks one command after the other: a child that is
 * born in the group need not join it, and to fork a small process costs a fraction of what the
 * platform's start costs, which executes two helpers before the program.
 *
 * <p>It tells the birth and the exit of each through a pipe. When this process is gone it reads the
 * end of its orders, and leaves.
 */
final class ForkServer implements Ready, TreeGroup {

  private static final Logger LOG = LazyLogger.of(ForkServer.class);

  /** What it does: joins the group that it is called by, and carries out what it reads. */
  static final String SCRIPT =
      """
      { echo 0 >"$0/cgroup.procs"; } 2>/dev/null || exit 125
      exec 3>&1 >/dev/null
      trap : HUP INT QUIT TERM USR1 USR2 ALRM
      . /proc/self/fd/0
      """;

  /** As long as what it tells can be at most; who tells more is no server of ours. */
  private static final int MOST_LINE = 64;

  private static final int KILLED = 128 + 9;

  private final Process process;
  private final OutputStream orders;
  private final Tube reports;
  private final LeaseGroup group;
  private final Consumer<ForkServer> free;
  private final Consumer<ForkServer> lost;
  private final byte[] line = new byte[MOST_LINE];
  private int length;
  private boolean failed;

  /** Guarded by this. */
  private boolean ended;

  /** The one command that it has now. */
  private volatile @Nullable Fork current;

  /**
   * @param process its shell
   * @param reports what it tells; its writing end is the shell's alone by now
   * @param group which the shell joins
   * @param free takes it when it can take the next command
   * @param lost told when it is gone
   */
  ForkServer(
      Process process,
      Tube reports,
      LeaseGroup group,
      Consumer<ForkServer> free,
      Consumer<ForkServer> lost) {
    this.process = process;
    this.orders = process.getOutputStream();
    this.reports = reports;
    this.group = group;
    this.free = free;
    this.lost = lost;
  }

  /** One who waits for a command. All on the drainer's thread. */
  interface Parent {

    /** It is there, and about to become the program. */
    void born(Root root);

    /** It never was. */
    void stillborn();

    /** It has exited. */
    void exited();
  }

  /** One command of a server. */
  private final class Fork implements Root {

    private final Parent parent;

    private volatile int pid;
    private volatile boolean unfit;
    private volatile int status;
    private volatile boolean alive = true;

    /** Where its server is gone. */
    private volatile @Nullable Orphan orphan;

    Fork(Parent parent) {
      this.parent = parent;
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public boolean isAlive() {
      Orphan left = orphan;
      if (alive && left != null && !left.holdsOn()) {
        status = KILLED; // that goes to whoever takes orphans
        alive = false;
      }
      return alive;
    }

    @Override
    public boolean isTold() {
      return true;
    }

    @Override
    public boolean isOrphan() {
      return orphan != null;
    }

    /** Its server is gone, and it has been killed. */
    void orphaned() {
      Orphan left = new Orphan(pid);
      if (left.holdsOn()) {
        orphan = left;
        parent.exited(); // to be asked from now on
      } else {
        exit(KILLED, false);
      }
    }

    @Override
    public int exitValue() {
      return status;
    }

    @Override
    public boolean unfit() {
      return unfit;
    }

    @Override
    public void destroyForcibly() {
      kill();
    }

    void exit(int status, boolean unfit) {
      this.status = status;
      this.unfit = unfit;
      alive = false;
      parent.exited();
    }
  }

  /** A process that was killed, whose exit is told to whoever takes orphans. */
  private static final class Orphan {

    private final int pid;
    private final ProcStat stat = new ProcStat(new ProcReader());
    private final long ticks;

    Orphan(int pid) {
      this.pid = pid;
      this.ticks = stat.read(pid) ? stat.ticks() : 0;
    }

    /** Whether it has not let go of all it held yet. */
    synchronized boolean holdsOn() {
      return stat.read(pid) && !stat.gone() && stat.ticks() == ticks;
    }
  }

  int pid() {
    return (int) process.pid();
  }

  /** Begins to listen. On the drainer's thread. */
  void listen(Selector selector) {
    try {
      reports.pipe().source().register(selector, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what a fork server tells cannot be read", e);
      end();
    }
  }

  /**
   * Has it fork a command. By whoever took it, on any thread.
   *
   * @return false where it is gone, and the parent will not be told of anything
   */
  boolean fork(String order, Parent parent) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      current = new Fork(parent);
    }
    try {
      orders.write(order.getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a fork server takes no orders", e); // it is gone, as will be told
      kill();
    }
    return true;
  }

  @Override
  public void ready(ByteBuffer buffer) {
    try {
      int n;
      while (!isEnded() && (n = reports.pipe().source().read(buffer.clear())) != 0) {
        if (n < 0) {
          end();
        } else {
          take(buffer.flip());
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a fork server is gone", e);
      end();
    }
  }

  private void take(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !isEnded()) {
      byte next = bytes.get();
      if (next == '\n') {
        int end = length;
        length = 0;
        told(end);
      } else if (length < MOST_LINE) {
        line[length++] = next;
      } else {
        LOG.log(Level.WARNING, "a fork server tells what it should not; it is ended");
        end();
      }
    }
  }

  private void told(int end) {
    Fork its = current;
    int number = number(end);
    switch (end == 0 ? 0 : line[0]) {
      case 'F' -> failed = true;
      case 'X' -> exited(number);
      case 'P' -> {
        if (its != null && number > 1) {
          its.pid = number;
          its.parent.born(its);
        }
      }
      default -> LOG.log(Level.DEBUG, "a fork server tells what nobody asked");
    }
  }

  private void exited(int status) {
    Fork its = current;
    boolean unfit = failed;
    failed = false;
    if (its == null) {
      return;
    }
    if (its.pid == 0) { // its outputs could not be opened
      end();
    } else {
      its.exit(status, unfit);
    }
  }

  /** The number behind the letter and the blank; 0 where there is none. */
  private int number(int end) {
    int number = 0;
    for (int i = 2; i < end && line[i] >= '0' && line[i] <= '9'; i++) {
      number = 10 * number + line[i] - '0';
    }
    return number;
  }

  /**
   * It is gone, or useless: so is what it had, whose exit nobody could tell. On the drainer's
   * thread, or when that is gone.
   */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    kill();
    lost.accept(this);
    Fork its = current;
    if (its != null && its.pid == 0) {
      current = null;
      its.parent.stillborn();
    } else if (its != null && its.alive) {
      its.orphaned();
    }
  }

  private synchronized boolean isEnded() {
    return ended;
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
    if (!group.kill()) {
      process.destroyForcibly();
    }
  }

  /** Lets go of what it holds here, once it is gone. Any thread. */
  void discard() {
    dismiss();
    reports.close();
    group.close();
  }

  @Override
  public int @Nullable [] inside(boolean likely) {
    int[] pids = group.pids();
    int[] others = Arrays.stream(pids).filter(pid -> pid != pid()).toArray();
    return others.length == 0 ? null : others;
  }

  @Override
  public boolean killSparing(int spared, int root) {
    return group.killSparing(spared, root);
  }

  /** The command has ended: the next one may come if nobody else is left and nothing below. */
  @Override
  public void close() {
    Fork its = current;
    current = null;
    if ((its == null || !its.alive) && process.isAlive() && group.holdsOnly(pid())) {
      free.accept(this);
    } else {
      kill();
    }
  }
}
