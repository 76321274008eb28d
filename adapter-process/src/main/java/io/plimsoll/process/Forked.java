package io.plimsoll.process;

import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A command whose parent is a helper of ours, which tells its birth and its exit. Any thread. */
final class Forked implements Root {

  private static final int KILLED = 128 + 9;

  private final Parent parent;
  private final int helper;
  private final @Nullable BooleanSupplier killer;

  private volatile int pid;
  private volatile boolean unfit;
  private volatile int error;
  private volatile int status;
  private volatile boolean alive = true;

  /** Itself, which no other process is taken for. */
  private volatile @Nullable ProcessHandle handle;

  private volatile boolean unwanted;

  /** Where its helper is gone. */
  private volatile @Nullable Orphan orphan;

  /**
   * @param parent told of it
   * @param helper the process id of who forks it
   * @param killer ends it, with all that is in its group: false where that is gone, or beyond reach
   *     now; null where it is in none of its own, or in none that the kernel can end
   */
  Forked(Parent parent, int helper, @Nullable BooleanSupplier killer) {
    this.parent = parent;
    this.helper = helper;
    this.killer = killer;
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

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isAlive() {
    Orphan left = orphan;
    if (alive && left != null) {
      if (!left.holdsOn()) {
        status = KILLED; // that goes to whoever takes orphans
        alive = false;
      } else if (!left.isDying()) {
        destroyForcibly(); // the first time there was no descriptor to do it with
      }
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

  @Override
  public int exitValue() {
    return status;
  }

  @Override
  public boolean unfit() {
    return unfit;
  }

  @Override
  public int error() {
    return error;
  }

  /** Its helper collects it: while that is its parent, nobody else has its id. */
  @Override
  public boolean isChildOf(int process) {
    return process == helper || isOrphan();
  }

  /** Kills it, and all that is in its group; one that is in none and not there yet, when it is. */
  @Override
  public void destroyForcibly() {
    unwanted = true;
    ProcessHandle its = handle;
    if (killer != null) {
      var unused = killer.getAsBoolean();
    } else if (its != null) {
      its.destroyForcibly();
    }
  }

  boolean isBorn() {
    return pid != 0;
  }

  /** It is there, and has yet to become like a command. On the drainer's thread. */
  void conceived(int pid) {
    handle = ProcessHandle.of(pid).orElse(null);
    if (unwanted) {
      destroyForcibly();
    }
  }

  /** Its process id is told. On the drainer's thread, as is what follows. */
  void born(int pid) {
    if (killer == null && handle == null) {
      handle = ProcessHandle.of(pid).orElse(null);
    }
    this.pid = pid;
    parent.born(this);
  }

  /**
   * It could not become its program.
   *
   * @param number the error of the system; 0 where that is not known
   */
  void failed(int number) {
    error = number;
    unfit = true;
  }

  /** Its status is told: a birth that was not is none. */
  void exit(int status) {
    if (isBorn()) {
      this.status = status;
      alive = false;
      parent.exited();
    } else {
      parent.stillborn();
    }
  }

  /** Its helper is gone, and it has been killed. */
  void orphaned() {
    if (!isBorn()) {
      parent.stillborn();
    } else if (alive) {
      Orphan left = new Orphan(pid);
      if (left.holdsOn()) {
        orphan = left;
        parent.exited(); // to be asked from now on
      } else {
        exit(KILLED);
      }
    }
  }

  /** A process that was killed, whose exit is told to whoever takes orphans. */
  private static final class Orphan {

    private final int pid;
    private final ProcStat stat = new ProcStat(new ProcReader());

    /** When it was started; 0 until that could be read. */
    private long ticks;

    Orphan(int pid) {
      this.pid = pid;
    }

    /** Whether it has not let go of all it held yet. Who cannot be read need not be gone. */
    synchronized boolean holdsOn() {
      if (!stat.read(pid)) {
        return !ProcReader.isAbsent(pid);
      }
      ticks = ticks == 0 ? stat.ticks() : ticks;
      return !stat.gone() && stat.ticks() == ticks;
    }

    /** Whether its KILL has reached it, as far as that can be read. */
    synchronized boolean isDying() {
      return stat.read(pid) && stat.dying();
    }
  }
}
