package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.process.cgroup.TreeGroup;
import io.plimsoll.process.proc.Environ;
import io.plimsoll.process.proc.PidCursor;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.io.File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the members of each lease by {@code /proc}: the command itself, whoever has a member as
 * parent, whoever is in the command's own session or control group, and whoever carries the lease
 * in the environment it was started with.
 *
 * <p>A look is cheap: only ids given out since the last one are asked who they are, and only once.
 * The whole of {@code /proc} is listed where that cannot be trusted, and by {@link #lookAtAll}.
 */
final class ProcessTable implements Containment {

  private static final int MOST_CANDIDATES = 2_000;
  private static final int FEW = 64;
  private static final int MOST_ROUNDS = 4;
  private static final int MOST_ABOVE = 64;
  private static final long UNDECIDED_NANOS = 2_000_000_000L;
  private static final long BLANK_NANOS = 500_000_000L;

  /** A tree of which somebody was told so lately is not looked at, where all are. */
  private static final long FRESH_NANOS = 500_000_000L;

  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);
  private final Environ environ = new Environ(reader, stat);
  private final PidCursor cursor;
  private final Bearers bearers;
  private final long pageBytes;
  private final Ancestry ancestry = new Ancestry(stat, reader);

  /** Bounded by the live leases, which the runtime bounds. */
  private final Map<String, Tree> leases = new ConcurrentHashMap<>();

  /** Both bounded by the starts that succeed between two looks, and a start brings looks about. */
  private final Queue<Tree> rooted = new ConcurrentLinkedQueue<>();

  private final Queue<Tree> closed = new ConcurrentLinkedQueue<>();

  /** Who is known, by pid: bounded by the live processes, swept at each full look. */
  private final Map<Integer, Entry> entries = new HashMap<>();

  /** Not yet decided, asked again at each look; bounded by the live processes. */
  private final Set<Integer> open = new HashSet<>();

  private final LateIds late = new LateIds();
  private final SessionIds sessions = new SessionIds(stat);
  private int newest = -1;

  /** When the latest of those was first seen whose program was being replaced at the last look. */
  private long blankNanos;

  private boolean blanks;

  /**
   * @param bearers fork commands
   */
  ProcessTable(PidCursor cursor, long pageBytes, Bearers bearers) {
    this.cursor = cursor;
    this.pageBytes = pageBytes;
    this.bearers = bearers;
  }

  @Override
  public Tree open(String lease, boolean detached) {
    Tree tree = new Tree(lease, detached);
    if (!lease.isEmpty()) {
      leases.put(lease, tree);
    }
    return tree;
  }

  @Override
  public void rooted(Tree tree, Root root) {
    tree.root = root;
    rooted.add(tree);
  }

  @Override
  public void close(Tree tree) {
    tree.close();
    leases.remove(tree.lease, tree);
    if (tree.root != null) {
      // What never had a root is not noted: while nothing lives, nobody would take the note.
      closed.add(tree);
    }
  }

  /** Roots and ends that no look has taken note of yet. */
  int changesWaiting() {
    return rooted.size() + closed.size();
  }

  @Override
  public Reading look(Tree tree) {
    takeChanges();
    Reading reading = new Reading(0, 0, 0, 0, "", false, true);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean nobodyBefore = tree.isDeserted();
      boolean nothingNew = lookForNew(tree.group != null);
      reading = refresh(tree);
      boolean blank = blanks && blankNanos - tree.openedNanos >= 0;
      // Who was started before a member's end and after the reading of the ids would be missed:
      // an empty tree is believed when it was empty before that reading already.
      if (reading.members() > 0 || (nothingNew && nobodyBefore && !blank)) {
        return reading;
      }
      if (!cursor.trusted()) {
        return blank ? reading.doubted() : reading;
      }
    }
    return reading.doubted();
  }

  @Override
  public boolean isQuick(Tree tree) {
    return isNear(cursor.newest(), FEW) && tree.members.size() <= FEW;
  }

  private boolean isNear(int last, int most) {
    return cursor.trusted() && newest >= 0 && last >= newest && last - newest <= most;
  }

  @Override
  public void lookAtAll(BiConsumer<Tree, Reading> each) {
    takeChanges();
    ancestry.lookAgain();
    askLate(System.nanoTime());
    list();
    long now = System.nanoTime();
    for (Tree tree : leases.values()) {
      if (tree.root != null && !tree.closed && now - tree.toldNanos >= FRESH_NANOS) {
        tree.toldNanos = now;
        each.accept(tree, refresh(tree));
      }
    }
  }

  @Override
  public List<Member> members(Tree tree) {
    return tree.rootFirst();
  }

  @Override
  public boolean isStill(Member member) {
    return ancestry.mayBeMember(member.pid())
        && stat.read(member.pid())
        && stat.ticks() == member.ticks();
  }

  @Override
  public boolean isStopped(Member member) {
    return isStill(member) && stat.stopped();
  }

  @Override
  public List<Fact> facts() {
    return List.of(new Fact("new processes are found", cursor.words(), true));
  }

  private void takeChanges() {
    late.allShown();
    for (Tree tree = closed.poll(); tree != null; tree = closed.poll()) {
      forget(tree);
      sessions.remove(tree);
    }
    for (Tree tree = rooted.poll(); tree != null; tree = rooted.poll()) {
      Root root = tree.root;
      if (root != null && !tree.closed) {
        addRoot(tree, root);
        tree.everSeen = Math.max(1, tree.everSeen);
      }
    }
  }

  private void forget(Tree tree) {
    tree.members.keySet().forEach(entries::remove);
    tree.members.clear();
  }

  /** The process is ours to collect, so its id cannot be used again before it is seen as dead. */
  private void addRoot(Tree tree, Root root) {
    int pid = (int) root.pid();
    if (root.isAlive() && stat.read(pid) && root.isChildOf(stat.parent()) && root.isAlive()) {
      tree.add(new Member(pid, stat.ticks(), stat.parent()));
      entries.put(pid, new Entry(stat.ticks(), tree, true, System.nanoTime()));
      if (tree.ownSession) {
        sessions.add(pid, stat.ticks(), tree);
      }
      late.born(pid);
    } else if (!root.isAlive()) {
      late.born(pid);
    }
  }

  /** Takes in who is in the control group of a tree. */
  private void takeGroup(Tree tree, int[] inside) {
    for (int pid : inside) {
      tree.joined |= tree.root != null && tree.root.pid() == pid;
      boolean known = tree.members.containsKey(pid);
      if (!known && ancestry.mayBeMember(pid) && stat.read(pid) && !stat.gone()) {
        Entry entry = new Entry(stat.ticks(), tree, true, System.nanoTime());
        var unused = decide(pid, entry, stat.parent(), false);
      }
    }
  }

  @Override
  public boolean killAtOnce(Tree tree) {
    return tree.killAtOnce(this, ancestry.self());
  }

  /**
   * Asks new ids who they are; true where none was given out since the last look.
   *
   * @param grouped whether a group tells of those that are being born
   */
  private boolean lookForNew(boolean grouped) {
    blanks = false;
    int last = cursor.newest();
    newest = newest < 0 ? cursor.first() : newest;
    if (!isNear(last, MOST_CANDIDATES)) {
      newest = last;
      list();
      return false;
    }
    List<Integer> again = List.copyOf(open);
    open.clear();
    for (int pid : again) {
      if (!ProcReader.isAbsent(pid)) {
        examine(pid, 0, false);
      }
    }
    long now = System.nanoTime();
    if (!grouped) {
      askLate(now);
    }
    for (int pid = newest + 1; pid <= last; pid++) {
      if (ProcReader.isAbsent(pid)) {
        late.add(pid, now); // perhaps being born
      } else {
        examineNew(pid);
      }
    }
    boolean none = last == newest;
    newest = last;
    return none;
  }

  private void askLate(long now) {
    late.shown(now, pid -> !ProcReader.isAbsent(pid)).forEach(this::examineNew);
  }

  private void examineNew(int pid) {
    if (!late.isBorn(pid) && !new File("/proc/self/task/" + pid).exists()) {
      examine(pid, 0, false);
    }
  }

  private void list() {
    int before = cursor.newest();
    open.clear();
    int[] pids = ProcReader.pids();
    Set<Integer> listed = new HashSet<>(2 * pids.length);
    for (int pid : pids) {
      listed.add(pid);
      examine(pid, 0, true);
    }
    if (newest >= 0 && cursor.trusted()) {
      late.addMissing(newest + 1, before, listed);
    }
    entries.keySet().retainAll(listed);
    newest = before;
  }

  private @Nullable Entry examine(int pid, int depth, boolean listed) {
    Entry known = entries.get(pid);
    Tree its = known == null ? null : known.tree();
    if (listed && its != null && its.members.containsKey(pid)) {
      return known; // its tree's own look tells whether it still is
    }
    if (!ancestry.mayBeMember(pid) || !stat.read(pid)) {
      return null;
    }
    long ticks = stat.ticks();
    int parent = stat.parent();
    boolean gone = stat.gone();
    int session = stat.session();
    boolean program = stat.hasProgram();
    if (known != null && known.ticks() == ticks && known.decided()) {
      return known;
    }
    long now = System.nanoTime();
    long seen = known != null && known.ticks() == ticks ? known.seenNanos() : now;
    boolean forked = bearers.include(parent);
    if ((forked && bearers.useGroups()) || bearers.include(pid) || ancestry.wasBefore(ticks)) {
      // The group of who is forked tells whose it is, and it is told to be a root before it can
      // start others.
      return decide(pid, new Entry(ticks, null, true, now), parent, gone);
    }
    Entry above = entries.get(parent);
    if (above == null && depth < MOST_ABOVE) {
      above = examine(parent, depth + 1, false);
    }
    Tree tree = above == null ? null : above.tree();
    tree = tree == null ? sessions.owner(session) : tree;
    boolean unsure = parent == ancestry.self() || forked || (above != null && !above.decided());
    if (tree == null && !gone) {
      int length = environ.read(pid);
      // Readable and yet not read when descriptors run out.
      unsure |=
          length == Environ.BLANK
              || length == 0
              || (length < 0 && new File("/proc/" + pid + "/environ").canRead());
      tree = length <= 0 ? null : Cookie.owner(reader.buffer(), length, leases).orElse(null);
      if (length == Environ.BLANK
          && program
          && isOrphan(parent, above)
          && now - seen < BLANK_NANOS) {
        blankNanos = blanks ? Math.max(blankNanos, seen) : seen;
        blanks = true;
      }
    }
    if (tree != null && (tree.closed || tree.disowned() || (!listed && reader.isThread(pid)))) {
      tree = null;
    }
    return decide(
        pid,
        new Entry(ticks, tree, tree != null || !unsure || now - seen > UNDECIDED_NANOS, seen),
        parent,
        gone);
  }

  /** Whether its parent does not tell whose it is: orphans go to an ancestor of ours. */
  private boolean isOrphan(int parent, @Nullable Entry above) {
    return ancestry.takesOrphans(parent)
        || (parent != ancestry.self() && (above == null || !above.decided()));
  }

  private Entry decide(int pid, Entry entry, int parent, boolean gone) {
    entries.put(pid, entry);
    Tree tree = entry.tree();
    if (tree != null && !gone) {
      tree.add(new Member(pid, entry.ticks(), parent));
    }
    if (!entry.decided()) {
      open.add(pid);
    }
    return entry;
  }

  /** Drops the members that are gone, and reads the memory of the others. */
  private Reading refresh(Tree tree) {
    Root root = tree.root;
    boolean rootGone = root != null && !root.isAlive();
    Headcount count = new Headcount();
    TreeGroup group = tree.group;
    int[] inside = group == null || tree.groupLeft ? null : group.inside(!rootGone);
    tree.groupLeft |= rootGone && inside == null;
    if (inside != null) {
      takeGroup(tree, inside);
    }
    if (tree.disowned()) {
      forget(tree);
    }
    for (Iterator<Member> it = tree.members.values().iterator(); it.hasNext(); ) {
      Member member = it.next();
      boolean isGoneRoot = rootGone && root != null && root.pid() == member.pid();
      boolean known = !isGoneRoot && stat.read(member.pid());
      boolean isOther = known && (stat.ticks() != member.ticks() || stat.gone());
      if (isGoneRoot || isOther || (!known && ProcReader.isAbsent(member.pid()))) {
        it.remove();
        entries.remove(member.pid());
        continue;
      }
      count.add(tree, member, known ? stat : null);
    }
    boolean sure = inside == null || !tree.members.isEmpty();
    return count.reading(tree, pageBytes, root != null && !rootGone, sure);
  }
}
