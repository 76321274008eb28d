package io.plimsoll.process.cgroup;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The control group of one lease. Any thread. */
public final class LeaseGroup implements TreeGroup {

  /**
   * Where whoever joins notes that it could not become its program: with this file in its own group
   * it needs no program and no other folder for that.
   */
  private static final String NOTE = "cgroup.max.depth";

  private static final String NO_NOTE = "max";

  private final GroupFolder group;
  private final SessionGroup session;
  private final boolean noted;

  /** Whether it was removed: nobody can be in it any more. */
  private volatile boolean gone;

  /**
   * @param noted whether what it notes may be asked for when nobody is in it any more
   */
  LeaseGroup(GroupFolder group, SessionGroup session, boolean noted) {
    this.group = group;
    this.session = session;
    this.noted = noted;
  }

  public Path folder() {
    return group.path();
  }

  /** What it holds, for who asks again and again. */
  public GroupFiles files() {
    return new GroupFiles(group);
  }

  /** Whether the kernel can end all of it: from Linux 5.14 on. */
  public boolean canBeKilled() {
    return group.canBeKilled();
  }

  /** Has the kernel end all of it; false where it cannot. */
  public boolean kill() {
    return session.hasKilled() ? group.killAsUsual() : session.killed(group.kill());
  }

  /**
   * Ends whoever is in it, and has nobody be born in it who has not been yet: false where the
   * kernel can do neither.
   */
  public boolean shut() {
    boolean killed = kill();
    // Who was born in between, or is dying, keeps it from being removed.
    return remove() || (killed && kill());
  }

  @Override
  public int @Nullable [] inside(boolean likely) {
    if (likely) {
      int[] pids = group.pids();
      return pids.length > 0 || group.populated() ? pids : null;
    }
    // To remove it is to ask, and the kernel refuses it while somebody is in it or is dying.
    gone = gone || (!noted && group.removeAlone());
    return !gone && group.populated() ? group.pids() : null;
  }

  @Override
  public boolean killFromElsewhere() {
    return session.isElsewhere() && kill();
  }

  @Override
  public boolean killSparing(int spared, int root) {
    int[] pids = group.pids();
    return !holds(pids, spared) && kill() && holds(pids, root);
  }

  private static boolean holds(int[] pids, int one) {
    for (int pid : pids) {
      if (pid == one) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  /** The status that was noted by one who could not become its program. */
  public OptionalInt failure() {
    String note = group.read(NOTE);
    return note.isEmpty() || note.equals(NO_NOTE)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(note));
  }

  /** It is removed now, or as soon as the last process has left it. */
  @Override
  public void close() {
    session.close(this);
  }

  /** Removes it: true when it is gone. */
  boolean remove() {
    gone = gone || group.remove();
    return gone;
  }

  /**
   * What {@code sh -c} runs, with the folder as its name, then what {@code PWD} was (see the
   * arguments), then the program with its arguments: joins, and becomes the program. Where it
   * cannot, it notes the status and leaves with it.
   *
   * @param pwd whether the first argument is to be {@code PWD}; else there is to be none
   */
  public static String script(boolean pwd) {
    return "trap 's=$?; { echo $s >\"$0/"
        + NOTE
        + "\"; } 2>/dev/null; exit $s' 0\n"
        + "{ echo 0 >\"$0/cgroup.procs\"; } 2>/dev/null || exit 125\n"
        + (pwd ? "PWD=$1; shift\n" : "unset PWD\n")
        + "exec \"$@\"";
  }
}
