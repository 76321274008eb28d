package io.plimsoll.process;

import io.plimsoll.process.Containment.Member;
import io.plimsoll.process.Containment.Reading;
import io.plimsoll.process.cgroup.TreeGroup;
import io.plimsoll.process.namespace.Marks.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The processes of one lease. Its members are known to the scanner alone. */
final class Tree {

  /** Members that are remembered; dead ones leave at each look. */
  static final int MOST_MEMBERS = 65_536;

  private static final int MOST_ANCESTORS = 64;

  private static final Consumer<Reading> NOBODY = new Nobody();

  final String lease;
  final boolean detached;

  /** Live members by pid, at most {@link #MOST_MEMBERS}. */
  final Map<Integer, Member> members = new LinkedHashMap<>();

  /** Who was seen before is no member. */
  final long openedNanos = System.nanoTime();

  int everSeen;

  /** When what was seen of it was told last. For the scanner. */
  long toldNanos = openedNanos - TimeUnit.SECONDS.toNanos(1);

  /** Whether all of its members have been sent a KILL. For the scanner. */
  boolean killed;

  /** Whether its command has been sent a KILL by itself. For the scanner. */
  boolean killedAlone;

  /**
   * Whether its command had gone when nobody was seen in its group: nobody can be born into that
   * any more. For the scanner.
   */
  boolean groupLeft;

  /** Whether the command was seen in its group. For the scanner. */
  boolean joined;

  volatile @Nullable Root root;
  volatile boolean closed;

  /** Whether the command leads a session of its own. Set before its start. */
  volatile boolean ownSession;

  /** The control group that the command joins. Set before its start. */
  volatile @Nullable TreeGroup group;

  /** Whether two helpers stand before the command, see {@link #isHelper}. Set before its start. */
  volatile boolean ownNamespace;

  /** Set by the command's helpers. Made before its start. */
  volatile @Nullable Mark mark;

  /** Told what an unasked look saw. */
  volatile Consumer<Reading> unasked = NOBODY;

  Tree(String lease, boolean detached) {
    this.lease = lease;
    this.detached = detached;
  }

  /** Nobody to be told. */
  private record Nobody() implements Consumer<Reading> {

    @Override
    public void accept(Reading reading) {}
  }

  /** Ends it: whoever was told of unasked looks can be collected, whoever still knows the tree. */
  void close() {
    closed = true;
    TreeGroup in = group;
    if (in != null) {
      in.close();
    }
    Mark left = mark;
    if (left != null) {
      left.close();
    }
    unasked = NOBODY;
  }

  /** A start that was prepared is none: the next one begins anew. */
  void unprepare() {
    group = null;
    ownSession = false;
  }

  /**
   * See {@link Containment#killAtOnce}. A command that was in its group as a rule still is; where
   * it is not the next look sees it.
   */
  boolean killAtOnce(Containment looks, int self) {
    TreeGroup in = group;
    Root command = root;
    return in != null
        && ((in.isLasting() && command != null && killAlone(looks, in, (int) command.pid()))
            || (joined && in.killFromElsewhere())
            || in.killSparing(self, command == null ? 0 : (int) command.pid()));
  }

  /**
   * Kills the command by itself where nobody else is there, so that its group serves the next one.
   * Once: whoever it starts before it is dead is seen by the look that follows, and the group is
   * ended as a whole.
   */
  private boolean killAlone(Containment looks, TreeGroup in, int pid) {
    Member command = killedAlone || members.size() > 1 ? null : members.get(pid);
    int[] inside = command == null ? null : in.inside(true);
    if (command == null || inside == null || inside.length != 1 || inside[0] != pid) {
      return false;
    }
    killedAlone = Signaller.send(looks, command, true);
    return killedAlone;
  }

  /** Whether what is left belongs to nobody: the command has gone and asked for that. */
  boolean disowned() {
    Root process = root;
    return detached && process != null && !process.isAlive();
  }

  /** Whether nobody is known in it but its command, which has gone. */
  boolean isDeserted() {
    Root command = root;
    return members.isEmpty()
        || (members.size() == 1
            && command != null
            && !command.isAlive()
            && members.containsKey((int) command.pid()));
  }

  /** Whether a member is {@code unshare} or the first process of a namespace, its one child. */
  boolean isHelper(Member member) {
    Root process = root;
    return ownNamespace
        && process != null
        && (member.pid() == process.pid() || member.parent() == process.pid());
  }

  /** Its members, the command itself first, those furthest from it last. */
  List<Member> rootFirst() {
    if (members.size() < 2) {
      return new ArrayList<>(members.values());
    }
    Root process = root;
    long rootPid = process == null ? 0 : process.pid();
    Map<Integer, Integer> depths = new HashMap<>();
    for (Member member : members.values()) {
      depths.put(member.pid(), member.pid() == rootPid ? -1 : depth(member));
    }
    List<Member> all = new ArrayList<>(members.values());
    all.sort(Comparator.comparing((Member m) -> depths.getOrDefault(m.pid(), 0)));
    return all;
  }

  private int depth(Member member) {
    int depth = 0;
    Member above = members.get(member.parent());
    while (above != null && depth < MOST_ANCESTORS) {
      depth++;
      above = members.get(above.parent());
    }
    return depth;
  }

  void add(Member member) {
    if (members.size() < MOST_MEMBERS && !member.isSame(members.put(member.pid(), member))) {
      everSeen++;
    }
  }
}
