package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What forks the commands of one launcher: a shell for each that is live at once, up to a number,
 * then a hub for many. They are made when commands follow one another and let go when none has been
 * live for a while. Where all have as many as they may, or a command does not fit, it is started
 * the usual way. Any thread.
 */
final class ForkServers implements Bearers, ForkHelper.Owner, AutoCloseable {

  private static final Logger LOG = LazyLogger.of(ForkServers.class);

  /** So many in a row that had no command born say that this machine lets none work. */
  static final int MOST_STILLBORN = 3;

  static final int MOST_HUBS = 64;

  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** The drainer may have to wait for a processor. */
  private static final long HEARD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Nest nest;
  private final int most;
  private final HelperStarts helpers;
  private final Drainer drainer;
  private final Succession starts = new Succession();

  // Guarded by this; all bounded by the numbers of servers and of hubs.
  private final Set<ForkHelper> all = new HashSet<>();
  private final ArrayDeque<ForkServer> idle = new ArrayDeque<>();
  private final List<ForkHub> hubs = new ArrayList<>();

  /** Those of {@link #all}; read by any thread. */
  private final Set<Integer> pids = ConcurrentHashMap.newKeySet();

  private final boolean hubsWork;

  /** Births that were none, since the last one that was. */
  private final AtomicInteger stillborn = new AtomicInteger();

  private final AtomicInteger stillbornOfHubs = new AtomicInteger();

  private int servers;
  private boolean hubComes;
  private boolean closed;

  /**
   * What servers need of their surroundings.
   *
   * @param cradle what commands are born in: without groups there are no servers
   * @param setsid has a server lead a session of its own; empty where there is none
   * @param shell what servers are
   * @param perl what hubs are; empty where there are none
   * @param survivors what happens to what a command leaves behind, unless it says so itself
   * @param base their environment, and that of a command but for its own marks
   */
  record Nest(
      ForkHub.Cradle cradle,
      String setsid,
      Shell shell,
      String perl,
      Survivors survivors,
      Map<String, String> base) {}

  /**
   * None yet.
   *
   * @param most how many there may be; 0 for none
   */
  ForkServers(Nest nest, int most, OwnPipes pipes, Drainer drainer) {
    this.nest = nest;
    boolean servers = nest.cradle().groups() != null && nest.shell().keeps(nest.base());
    this.most = servers ? most : 0;
    this.hubsWork = most > 0 && ForkHub.mayWork(nest.perl());
    this.helpers = new HelperStarts(nest.cradle().groups(), nest.base(), pipes, this);
    this.drainer = drainer;
  }

  /** What a server is told to start a command; empty where that has to go the usual way. */
  Optional<ForkOrder> order(Command command, String called, Map<String, String> environment) {
    return (most == 0 && !hubsWork) || ByGroup.mayLeaveSomething(command, nest.survivors())
        ? Optional.empty()
        : ForkOrder.of(command, called, environment, nest.base(), nest.shell());
  }

  /** Who can fork the command of a lease without waiting for anything; null where nobody can. */
  @Nullable Forker atOnce(String lease, ForkOrder order) {
    Forker free = order.fitsShell() ? idle() : null;
    if (free == null && !useGroups() && starts.goesOn()) { // to make a group takes a while
      free = placeNow(lease);
      if (free != null) {
        var unused = starts.another();
      }
    }
    return free;
  }

  private synchronized @Nullable ForkServer idle() {
    ForkServer free = idle.pollLast();
    if (free != null) {
      var unused = starts.another();
    }
    return free;
  }

  /** Who forks the command of a lease; null where that has to go the usual way. */
  @Nullable Forker take(String lease, ForkOrder order) {
    boolean server;
    synchronized (this) {
      ForkServer free = order.fitsShell() ? idle() : null;
      if (free != null) {
        return free;
      }
      // A single command needs no helper.
      if (!starts.another() || closed) {
        return null;
      }
      server = order.fitsShell() && servers < most && stillborn.get() < MOST_STILLBORN;
      servers += server ? 1 : 0;
    }
    return server ? newServer() : placeOfHub(lease);
  }

  private @Nullable ForkServer newServer() {
    ForkServer server = null;
    try {
      server = helpers.start("fork", ForkServer.kind(nest.setsid(), nest.shell(), this::free));
      add(server);
    } finally {
      if (server == null) {
        synchronized (this) {
          servers--;
        }
      }
    }
    return server;
  }

  private @Nullable Forker placeOfHub(String lease) {
    Forker place = placeNow(lease);
    if (place != null) {
      return place;
    }
    synchronized (this) {
      if (!hubsWork || hubComes || hubsFail() || hubs.size() >= MOST_HUBS) {
        return null;
      }
      hubComes = true;
    }
    ForkHub hub = null;
    try {
      Runnable works = () -> stillbornOfHubs.set(0);
      hub = helpers.start("hub", ForkHub.kind(nest.perl(), nest.cradle(), nest.base(), works));
      add(hub);
    } finally {
      synchronized (this) {
        hubComes = false;
        if (hub != null && !hub.isEnded()) {
          hubs.add(hub);
        }
      }
    }
    return hub == null ? null : hub.take(lease);
  }

  private @Nullable Forker placeNow(String lease) {
    for (ForkHub hub : hubsNow()) {
      Forker place = hub.take(lease);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  private synchronized List<ForkHub> hubsNow() {
    return hubsFail() ? List.of() : List.copyOf(hubs);
  }

  private boolean hubsFail() {
    return stillbornOfHubs.get() >= MOST_STILLBORN;
  }

  /** Known before it is listened to: it may be gone at once, and is forgotten then. */
  private synchronized void add(@Nullable ForkHelper helper) {
    if (helper == null) {
      return;
    }
    all.add(helper);
    pids.add(helper.pid());
    drainer.execute(() -> helper.listen(drainer));
    if (closed) {
      helper.kill();
    }
  }

  private void free(ForkServer server) {
    synchronized (this) {
      if (!closed && all.contains(server)) {
        idle.add(server);
        stillborn.set(0);
        return;
      }
    }
    server.dismiss();
  }

  @Override
  public void lost(ForkHelper helper) {
    boolean useless;
    synchronized (this) {
      useless = !closed && helper instanceof ForkHub hub && hub.isUseless();
      servers -= all.remove(helper) && helper instanceof ForkServer ? 1 : 0;
      idle.removeIf(each -> each == helper);
      hubs.removeIf(each -> each == helper);
    }
    pids.remove(helper.pid());
    helper.discard();
    if (useless) {
      blame(stillbornOfHubs);
    }
  }

  /** A helper was no use to a command, which goes the usual way now. */
  void disappointed(Forker forker) {
    if (forker.isToBlame()) {
      blame(forker instanceof ForkServer ? stillborn : stillbornOfHubs);
    }
  }

  private static void blame(AtomicInteger kind) {
    if (kind.incrementAndGet() == MOST_STILLBORN) {
      LOG.log(
          Level.WARNING,
          "{0} forks of commands came to nothing: what would have been forked is started one by one",
          MOST_STILLBORN);
    }
  }

  /** Lets go of those that have no command. */
  void rest() {
    List<ForkServer> dismissed;
    synchronized (this) {
      dismissed = List.copyOf(idle);
      idle.clear();
      hubs.removeIf(ForkHub::dismissedIfIdle);
    }
    dismissed.forEach(ForkServer::dismiss);
  }

  @Override
  public boolean include(int pid) {
    return pids.contains(pid);
  }

  @Override
  public boolean useGroups() {
    return nest.cradle().groups() != null;
  }

  /** How many shells there are. */
  synchronized int servers() {
    return servers;
  }

  /** How many hubs there are. */
  synchronized int hubs() {
    return hubs.size();
  }

  /** What holds here, for people. */
  Fact fact() {
    String shells = most == 0 ? "" : "up to " + most + " shells that fork";
    String perl = hubsWork ? (most == 0 ? "Perl" : ", and beyond these by Perl") : "";
    String words =
        most == 0 && !hubsWork
            ? "by a start of the platform each"
            : "by " + shells + perl + ", where commands follow one another";
    return new Fact("commands are started", words, true);
  }

  /**
   * Ends all; their commands have ended, or are ended when they are heard of. Returns at once as a
   * rule, within 0.3 seconds where one does not leave, within 2.3 where it cannot be heard.
   */
  @Override
  public void close() {
    List<ForkHelper> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(all);
      all.clear();
      idle.clear();
      hubs.clear();
    }
    if (left.isEmpty()) {
      return;
    }
    left.forEach(ForkHelper::dismiss);
    try {
      if (!haveEnded(left, CLOSE_NANOS)) {
        left.forEach(ForkHelper::killIfLeft);
        // What they told of births is heard first: who is born is ended with them.
        boolean unused = haveEnded(left, HEARD_NANOS);
      }
    } catch (InterruptedException e) {
      left.forEach(ForkHelper::kill);
      Thread.currentThread().interrupt();
    }
    left.forEach(ForkHelper::end);
  }

  private static boolean haveEnded(List<ForkHelper> helpers, long nanos)
      throws InterruptedException {
    long due = System.nanoTime() + nanos;
    boolean all = true;
    for (ForkHelper helper : helpers) {
      all &= helper.awaitEnd(due - System.nanoTime());
    }
    return all;
  }
}
