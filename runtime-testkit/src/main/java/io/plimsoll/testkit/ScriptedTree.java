package io.plimsoll.testkit;

import io.plimsoll.command.StopSignal;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.ArrayList;
import java.util.List;

/** The processes of one scripted command: the command itself, then its descendants. */
final class ScriptedTree {

  /** What a descendant holds. */
  private static final long DESCENDANT_BYTES = 1L << 20;

  private final Script script;
  private final VirtualTime time;
  private final long startedAt;
  // As many as the script says; fixed from the start on.
  private final List<Member> members = new ArrayList<>();
  private int hiddenLooks;

  ScriptedTree(Script script, VirtualTime time) {
    this.script = script;
    this.time = time;
    this.startedAt = time.nanos();
    this.hiddenLooks = script.hiddenLooks;
    members.add(new Member(script.root));
    for (int i = 0; i < script.descendants; i++) {
      members.add(new Member(script.left));
    }
    if (script.exitDelay != Script.NEVER) {
      root().dies(startedAt + script.exitDelay, script.exitStatus);
    }
  }

  Member root() {
    return members.get(0);
  }

  void signal(StopSignal signal) {
    if (signal != StopSignal.CONT) {
      members.forEach(member -> member.signalled(signal));
    }
  }

  int live() {
    return (int) members.stream().filter(Member::lives).count();
  }

  Survey survey(int looks) {
    boolean rootLives = root().lives();
    int live = live();
    int empty = 0;
    while (empty < looks && (live == 0 || (!rootLives && hiddenLooks > 0))) {
      hiddenLooks = rootLives ? hiddenLooks : Math.max(0, hiddenLooks - 1);
      empty++;
    }
    if (empty == looks) {
      return new Survey(0, 0, empty, 0, members.size(), "");
    }
    long bytes = rootLives ? script.bytesAfter(time.nanos() - startedAt) : 0;
    bytes += DESCENDANT_BYTES * (live - (rootLives ? 1 : 0));
    int deaf = (int) members.stream().filter(Member::isDeaf).count();
    return new Survey(live, deaf, 0, bytes, members.size(), live + " scripted");
  }

  /** One process. */
  final class Member {

    private final Script.Temper temper;
    private boolean doomed;
    private boolean deaf;
    private long diesAt;
    private int status;

    Member(Script.Temper temper) {
      this.temper = temper;
    }

    boolean lives() {
      return !doomed || time.nanos() - diesAt < 0;
    }

    /** Whether it lives, was sent a KILL and did not take it. */
    boolean isDeaf() {
      return deaf && lives();
    }

    boolean isDoomed() {
      return doomed;
    }

    long diesAt() {
      return diesAt;
    }

    int status() {
      return status;
    }

    void dies(long at, int with) {
      if (!doomed || at - diesAt < 0) {
        doomed = true;
        diesAt = at;
        status = with;
      }
    }

    private void signalled(StopSignal signal) {
      if (!lives()) {
        return;
      }
      boolean kill = signal == StopSignal.KILL;
      long after = kill ? temper.afterKill : temper.afterTerm;
      deaf |= kill && after == Script.NEVER;
      if (after != Script.NEVER) {
        boolean own = !kill && temper.statusAfterTerm != Script.NEVER;
        dies(time.nanos() + after, own ? temper.statusAfterTerm : signal.status());
      }
    }
  }
}
