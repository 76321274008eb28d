package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process that forks many commands and minds them all, each born in a control group of its own
 * where there are any, or in a session of its own: for crowds, in which a shell for each would be
 * as many processes again. It is Perl, which is on every machine of the families of Debian, and can
 * make any call of the kernel.
 *
 * <p>A child that the platform starts lists all descriptors of this process before it becomes its
 * program, and the kernel keeps what was listed until the child is gone; the platform keeps a
 * thread for it, too. A child of a hub has none of this.
 */
final class ForkHub extends ForkHelper {

  private static final Logger LOG = LazyLogger.of(ForkHub.class);

  /** So many commands share one hub: as many end with it when it is killed by others. */
  static final int PLACES = 64;

  /** Who has not carried out an order for so long is stopped, or hangs, and gets no more. */
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  static final String PERL = "/usr/bin/perl";

  /** What Perl takes for itself: what forks gets none of it, and commands get theirs. */
  private static final String OF_PERL = "PERL";

  private final Cradle cradle;
  private final Map<String, String> base;
  private final Runnable works;

  /** Whether the kernel can end groups. */
  private final boolean canKill;

  // Guarded by this.

  /** Those that have an order, by what they are told by: at most {@link #PLACES}. */
  private final Map<Integer, Child> children = new HashMap<>();

  private int taken;
  private int last;
  private boolean dismissed;

  private volatile boolean worked;

  /** One that is born, or to be. */
  private static final class Child {

    private final Forked its;
    private final @Nullable LeaseGroup group;
    private final long orderedNanos = System.nanoTime();
    private boolean carriedOut;

    Child(Forked its, @Nullable LeaseGroup group) {
      this.its = its;
      this.group = group;
    }
  }

  /**
   * What commands are born in.
   *
   * @param groups makes their groups; null where there are none
   * @param ownSession whether each leads a session of its own
   */
  record Cradle(@Nullable SessionGroup groups, boolean ownSession) {}

  private ForkHub(Body body, Cradle cradle, Map<String, String> base, Runnable works) {
    super(body);
    this.cradle = cradle;
    this.base = base;
    this.works = works;
    LeaseGroup own = body.group();
    this.canKill = own != null && own.canBeKilled();
  }

  /** Whether there may be hubs on this machine, of that program. */
  static boolean mayWork(String perl) {
    return HubScript.Calls.here().isPresent() && new File(perl).canExecute();
  }

  /**
   * Those of a program.
   *
   * @param base their environment
   * @param works told of each command that is forked
   */
  static HelperStarts.Kind<ForkHub> kind(
      String perl, Cradle cradle, Map<String, String> base, Runnable works) {
    HubScript.Calls calls = HubScript.Calls.here().orElseThrow();
    return new HelperStarts.Kind<>() {
      @Override
      public List<String> words(@Nullable LeaseGroup group) {
        return List.of(
            perl,
            "-e",
            HubScript.TEXT,
            Integer.toString(calls.mask()),
            Integer.toString(calls.signals()),
            Integer.toString(calls.cloning()),
            Integer.toString(calls.session()),
            folder(group));
      }

      @Override
      public ForkHub of(Body body) {
        return new ForkHub(body, cradle, base, works);
      }
    };
  }

  private static String folder(@Nullable LeaseGroup group) {
    return group == null ? "" : group.folder().toString();
  }

  /** What a helper that forks gets of an environment. */
  static Map<String, String> base(Map<String, String> own) {
    Map<String, String> base = new HashMap<>();
    for (Map.Entry<String, String> entry : own.entrySet()) {
      if (!entry.getKey().startsWith(OF_PERL)) {
        base.put(entry.getKey(), entry.getValue());
      }
    }
    return Map.copyOf(base);
  }

  /** A place for the command of a lease; null where there is none. Any thread. */
  @Nullable Forker take(String lease) {
    int id;
    synchronized (this) {
      if (isEnded() || dismissed || taken == PLACES || isSlow()) {
        return null;
      }
      taken++;
      id = ++last;
    }
    SessionGroup groups = cradle.groups();
    Place place = null;
    try {
      place = new Place(id, groups == null ? null : groups.openForBirth(lease));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no group for a fork hub", e); // the usual way says why
    } finally {
      if (place == null) {
        left();
      }
    }
    return place;
  }

  private boolean isSlow() {
    long now = System.nanoTime();
    for (Child child : children.values()) {
      if (!child.carriedOut && now - child.orderedNanos > SLOW_NANOS) {
        return true;
      }
    }
    return false;
  }

  private synchronized void left() {
    taken--;
  }

  /** Whether it is gone, nobody sent it away, and it has never forked one. */
  synchronized boolean isUseless() {
    return !worked && !dismissed && isEnded();
  }

  /** Lets it go if it has no command. */
  boolean dismissedIfIdle() {
    synchronized (this) {
      dismissed |= taken == 0;
      if (!dismissed) {
        return false;
      }
    }
    dismiss();
    return true;
  }

  @Override
  public void told(char letter, int id, int number) {
    Child child = child(letter, id);
    if (child == null) {
      LOG.log(Level.DEBUG, "a fork hub tells what nobody asked");
    } else if (letter == 'F') {
      child.its.failed(number);
    } else if (letter == 'C') {
      child.its.conceived(number);
    } else if (letter == 'P') {
      worked = true;
      works.run();
      child.its.born(number);
    } else {
      closeUnborn(child);
      child.its.exit(number);
    }
  }

  private static void closeUnborn(Child child) {
    if (child.group != null && !child.its.isBorn()) {
      child.group.close();
    }
  }

  /** Who is told of; nobody where that makes no sense. */
  private synchronized @Nullable Child child(char letter, int id) {
    Child child = "CFPXN".indexOf(letter) < 0 ? null : children.get(id);
    if (child != null) {
      child.carriedOut = true;
    }
    if (child != null && (letter == 'X' || letter == 'N')) {
      children.remove(id);
      taken--;
    }
    return child;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // one command's trouble is no other's
  void orphan() {
    List<Child> left;
    synchronized (this) {
      left = List.copyOf(children.values());
      children.clear();
    }
    int live = 0;
    for (Child child : left) {
      live += child.its.isBorn() && child.its.isAlive() ? 1 : 0;
    }
    if (live > 0) {
      LOG.log(
          Level.WARNING,
          "the process that forked {0} live commands ({1}, pid {2}) has ended, and they are killed:"
              + " nobody could tell how they end; do not kill it",
          live,
          PERL,
          Integer.toString(pid()));
    }
    for (Child child : left) {
      try {
        child.its.destroyForcibly();
        closeUnborn(child);
        child.its.orphaned();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a command of a fork hub that is gone cannot be told of", e);
      }
    }
  }

  /** A place for one command. */
  private final class Place implements Forker {

    private final int id;
    private final @Nullable LeaseGroup group;

    /** Its command, once that is ordered. */
    private volatile @Nullable Forked its;

    Place(int id, @Nullable LeaseGroup group) {
      this.id = id;
      this.group = group;
    }

    @Override
    public void prepare(Tree tree) {
      tree.group = group;
      tree.ownSession = cradle.ownSession();
    }

    @Override
    public boolean fork(ForkOrder order, ForkOrder.Ends ends, Forked.Parent parent) {
      String session = cradle.ownSession() ? "1" : "";
      List<String> how = List.of(Integer.toString(id), folder(group), session);
      // Whatever else starts commands in a group or a session calls them by what they are found by.
      boolean found = group != null || cradle.ownSession();
      byte[] words = order.words(how, ends, base, found);
      BooleanSupplier killer = group != null && canKill ? group::kill : null;
      Forked child = new Forked(parent, pid(), killer);
      synchronized (ForkHub.this) {
        if (isEnded()) {
          return false;
        }
        children.put(id, new Child(child, group));
      }
      its = child;
      order(words);
      return true;
    }

    /** A hub that is stopped finds no group to fork it in; without one, it is ended when born. */
    @Override
    public void giveUp() {
      Forked child = its;
      if (child != null && (group == null || !group.shut())) {
        child.destroyForcibly();
      }
    }

    @Override
    public void leave() {
      if (group != null) {
        group.close();
      }
      left();
    }

    /** Where the hub is gone it is to blame by itself. */
    @Override
    public boolean isToBlame() {
      return !isEnded();
    }
  }
}
