package io.plimsoll.process;

import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.Containment.Member;
import io.plimsoll.process.proc.KillProgram;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Sends signals to trees. TERM and KILL the platform can send by itself; the others take a program
 * called {@code kill}. Every member is looked at once more just before: ids are used again.
 */
final class Signaller {

  private static final Logger LOG = LazyLogger.of(Signaller.class);
  private static final int KILL_ROUNDS = 100;
  private static final long KILL_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long HELPERS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Containment containment;
  private final Executor programs;

  /**
   * @param programs runs the program {@code kill}: one at a time, in the order given, and on no
   *     thread that starts commands, as those may all hang in a start
   */
  Signaller(Containment containment, Executor programs) {
    this.containment = containment;
    this.programs = programs;
  }

  /**
   * Signals every member, the root first: who minds its children shall not see them die before it
   * is asked itself. On the scanner's thread, which does not wait for the program: a KILL that
   * comes next passes by.
   */
  void send(Tree tree, StopSignal signal) {
    boolean kill = signal == StopSignal.KILL;
    boolean first = kill && !tree.killed;
    tree.killed |= kill;
    boolean atOnce = kill && containment.killAtOnce(tree);
    if (first && atOnce) {
      return; // whoever is elsewhere is seen by the look that follows, and killed again
    }
    List<Member> members = kill ? seen(tree) : asked(tree);
    List<ProcessHandle> stopped = kill ? List.of() : handles(members, containment::isStopped);
    if (kill || signal == StopSignal.TERM) {
      sendEach(members, kill);
    } else {
      byProgram(signal, handles(members, containment::isStill));
    }
    byProgram(StopSignal.CONT, stopped);
  }

  private List<Member> seen(Tree tree) {
    containment.look(tree);
    return containment.members(tree);
  }

  /**
   * Who is asked to leave: helpers are not, so waits for what they start. They take a few
   * milliseconds for that, and longer on a busy machine.
   */
  private List<Member> asked(Tree tree) {
    long due = System.nanoTime() + HELPERS_NANOS;
    List<Member> members = seen(tree);
    while (tree.ownNamespace
        && !members.isEmpty()
        && members.stream().allMatch(tree::isHelper)
        && System.nanoTime() < due) {
      LockSupport.parkNanos(this, KILL_PAUSE);
      members = seen(tree);
    }
    return members.stream().filter(member -> !tree.isHelper(member)).toList();
  }

  /** Taken before the member is looked at: a handle knows when its process began. */
  private static List<ProcessHandle> handles(List<Member> members, Predicate<Member> which) {
    List<ProcessHandle> handles = new ArrayList<>();
    for (Member member : members) {
      ProcessHandle.of(member.pid()).filter(handle -> which.test(member)).ifPresent(handles::add);
    }
    return handles;
  }

  /** What is stopped takes a signal only when it is continued, as timeout(1) does it. */
  private void byProgram(StopSignal signal, List<ProcessHandle> handles) {
    if (handles.isEmpty()) {
      return;
    }
    try {
      programs.execute(() -> sendByProgram(signal, handles));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, "signal {0}: not sent, as too many wait or all is closed", signal);
    }
  }

  /** Ends a tree at once, whatever it does meanwhile. On the scanner's thread; at most 0.2 s. */
  void killAll(Tree tree) {
    killAll(tree, 2);
  }

  /**
   * The same where no process of the tree is known: it may show its environment a little late.
   *
   * @param empties how many looks in a row must see nobody
   */
  void killAll(Tree tree, int empties) {
    int empty = 0;
    for (int round = 0; round < KILL_ROUNDS; round++) {
      empty = containment.look(tree).empty() ? empty + 1 : 0;
      if (empty == empties) {
        return;
      }
      var unused = containment.killAtOnce(tree);
      sendEach(containment.members(tree), true);
      LockSupport.parkNanos(this, KILL_PAUSE);
    }
    LOG.log(Level.WARNING, "lease {0}: processes remain after KILL", tree.lease);
  }

  private void sendEach(List<Member> members, boolean kill) {
    for (Member member : members) {
      var unused = send(containment, member, kill);
    }
  }

  /**
   * Signals one that still is who it was: the handle knows when its process began and refuses to
   * signal another one of that id.
   *
   * @return false where it is gone, or not ours to signal
   */
  static boolean send(Containment containment, Member member, boolean kill) {
    Optional<ProcessHandle> handle = ProcessHandle.of(member.pid());
    if (handle.isEmpty() || !containment.isStill(member)) {
      return false;
    }
    boolean sent = kill ? handle.get().destroyForcibly() : handle.get().destroy();
    if (!sent) {
      LOG.log(Level.DEBUG, "pid {0}: gone already, or not ours to signal", member.pid());
    }
    return sent;
  }

  static List<String> still(List<ProcessHandle> handles) {
    return handles.stream()
        .filter(ProcessHandle::isAlive)
        .map(handle -> Long.toString(handle.pid()))
        .toList();
  }

  private static void sendByProgram(StopSignal signal, List<ProcessHandle> handles) {
    try {
      // Others may have waited before this one: whoever left meanwhile may have lost its id.
      List<String> still = still(handles);
      if (still.isEmpty()) {
        return;
      }
      KillProgram.send(signal.name(), still);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "signal {0}: the program kill cannot be run: {1}", signal, e);
    }
  }
}
