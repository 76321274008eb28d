package io.plimsoll.process;

import io.plimsoll.command.Captured;
import io.plimsoll.command.PipeHolder;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessObserver.Settled;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One running command as the drainer sees it: its outputs and its end. The drainer's thread. */
final class Watch {

  private static final Logger LOG = LazyLogger.of(Watch.class);

  static final long NEVER = Long.MAX_VALUE;

  private static final long MICROS = 1_000;
  private static final long MILLIS = 1_000_000;

  /** How long copies of a pipe may live in a child of ours that is being started. */
  private static final long COPIES_NANOS = 5 * MILLIS;

  private final Root root;
  private final @Nullable Intake stdout;
  private final @Nullable Intake stderr;
  private final Reports reports;
  private final Needs needs;
  private final ExitPoll exitPoll;

  /** Before this it needs no step, unless it is hurried. */
  private long dueNanos = System.nanoTime();

  private boolean hurried = true;

  private boolean exited;
  private long deadNanos;
  private long pollNanos = 50 * MICROS;
  private @Nullable Settling settling;
  private boolean looking;

  /** All that there will be, where that was known at the exit. */
  private volatile @Nullable Settled settled;

  private List<PipeHolder> holders = List.of();

  Watch(Root root, @Nullable Intake stdout, @Nullable Intake stderr, Reports reports, Needs needs) {
    this.root = root;
    this.stdout = stdout;
    this.stderr = stderr;
    this.reports = reports;
    this.needs = needs;
    this.exitPoll = new ExitPoll(root, dueNanos, new Hook());
  }

  /** By what its outputs are to be read, until they are. */
  private @Nullable Selector unread;

  /** How long to read on. */
  record Settling(long quietNanos, long capNanos, long begunNanos) {}

  /** What a watch needs of its surroundings. */
  interface Needs {

    /** For reading. */
    ByteBuffer buffer();

    /** Whether a start is under way, whose child holds copies of all pipes. */
    boolean spawning();

    /** Takes the status when the process has exited. */
    void exited(int status);

    /** Asks for a step when the process has exited; what it returns takes that back. */
    Runnable hook(Watch watch);

    /** Asks who holds the pipes. */
    void findHolders(Watch watch, Set<String> links);
  }

  /** Asks for a step when the process has exited. */
  private final class Hook implements Supplier<Runnable> {

    @Override
    public Runnable get() {
      return needs.hook(Watch.this);
    }
  }

  Root root() {
    return root;
  }

  List<Intake> intakes() {
    return stdout == null
        ? stderr == null ? List.of() : List.of(stderr)
        : stderr == null ? List.of(stdout) : List.of(stdout, stderr);
  }

  /** Tells its outputs where nothing can come any more; false where that is not known. */
  boolean toldSettled() {
    Settled known = settled;
    if (known != null) {
      reports.saySettled(known);
    }
    return known != null;
  }

  /** Whether it needs no more steps and nothing is read any more. Any thread. */
  boolean isOver() {
    return settled != null;
  }

  /** Has the pipes serve other commands: false where one has to be closed. Once nothing is read. */
  boolean serveAgain() {
    boolean all = true;
    for (Intake intake : intakes()) {
      all &= intake.servesAgain();
    }
    return all;
  }

  void settle(long quietNanos, long capNanos) {
    settling = new Settling(quietNanos, capNanos, System.nanoTime());
  }

  void holders(List<PipeHolder> found) {
    looking = false;
    holders = found;
  }

  /** A signal is about to be sent to it. */
  void signalled() {
    exitPoll.signalled(System.nanoTime());
  }

  /** Has the next step begin to read its outputs. */
  void toRead(Selector selector) {
    unread = selector;
  }

  /** Something happened: the next step looks at everything. */
  void hurry() {
    hurried = true;
  }

  /**
   * Goes on: how many nanoseconds may pass until the next step, or {@link #NEVER}.
   *
   * @param turn when this turn of all watches began
   */
  long step(long turn) {
    if (!hurried && turn - dueNanos < 0) {
      return dueNanos - turn;
    }
    hurried = false;
    long now = System.nanoTime();
    read(now);
    long pause = poll();
    if (!exited) {
      pause = Math.min(pause, exit(now));
    }
    Settling current = settling;
    if (current != null) {
      dueNanos = now;
      return Math.min(pause, settle(now, current));
    }
    dueNanos = exited || pause == NEVER ? now : now + pause;
    return pause;
  }

  /** Begins to read its outputs. What is thrown in the middle of it has the next step try again. */
  private void read(long now) {
    Selector selector = unread;
    if (selector == null) {
      return;
    }
    try {
      for (Intake intake : intakes()) {
        intake.register(selector, now, this);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "an output cannot be read", e);
      intakes().forEach(intake -> intake.end(false));
    }
    unread = null;
  }

  private long poll() {
    boolean polled = false;
    boolean any = false;
    for (Intake intake : intakes()) {
      polled |= intake.polled();
      any |= intake.polled() && intake.drain(needs.buffer());
    }
    pollNanos = any ? 50 * MICROS : Math.min(2 * pollNanos, 20 * MILLIS);
    return polled ? pollNanos : NEVER;
  }

  private long exit(long now) {
    if (root.isAlive()) {
      return exitPoll.pause(now, allEnded());
    }
    drain();
    if (!allEnded()) {
      deadNanos = deadNanos == 0 ? now : deadNanos;
      if (now - deadNanos < COPIES_NANOS && needs.spawning()) {
        return 200 * MICROS;
      }
      look();
    }
    if (allEnded()) {
      settled = new Settled(captured(stdout), captured(stderr), List.of());
    }
    needs.exited(root.exitValue());
    exited = true; // behind what may throw: then the next step does it again
    return NEVER;
  }

  private void look() {
    Set<String> links = new HashSet<>();
    for (Intake intake : intakes()) {
      if (!intake.ended() && !intake.link().isEmpty()) {
        links.add(intake.link());
      }
    }
    if (!links.isEmpty()) {
      looking = true;
      needs.findHolders(this, links);
    }
  }

  private long settle(long now, Settling asked) {
    long last = asked.begunNanos();
    boolean gated = false;
    for (Intake intake : intakes()) {
      last = Math.max(last, intake.ended() ? last : intake.lastData());
      gated |= intake.gated();
    }
    last = gated ? now : last;
    boolean quiet = now - last >= asked.quietNanos();
    if (quiet && drain()) { // who reads it had not come to that yet
      return 50 * MICROS;
    }
    boolean capped = now - asked.begunNanos() >= asked.capNanos();
    if ((!allEnded() && !quiet && !capped) || (looking && !capped)) {
      long rest = Math.min(last + asked.quietNanos(), asked.begunNanos() + asked.capNanos()) - now;
      // The answer of a look wakes us by itself.
      return Math.max(rest, looking ? MILLIS : 50 * MICROS);
    }
    for (Intake intake : intakes()) {
      intake.finish(needs.buffer(), quiet);
    }
    Settled settled = new Settled(captured(stdout), captured(stderr), holders);
    reports.saySettled(settled);
    settling = null; // as with an exit
    return NEVER;
  }

  /** Reads what is there: whether anything was. */
  private boolean drain() {
    boolean any = false;
    for (Intake intake : intakes()) {
      any |= intake.drain(needs.buffer());
    }
    return any;
  }

  boolean allEnded() {
    return (stdout == null || stdout.ended()) && (stderr == null || stderr.ended());
  }

  private static Captured captured(@Nullable Intake intake) {
    return intake == null ? Captured.NOTHING : intake.receiver().captured();
  }
}
