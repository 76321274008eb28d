package io.plimsoll.process;

import io.plimsoll.command.Command;
import io.plimsoll.command.Survivors;
import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import io.plimsoll.process.proc.StartTurn;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The fork servers of one launcher: one for each command that is live at once, up to a number, made
 * when commands follow one another and let go when none has been live for a while. Where all have a
 * command, or one does not fit, commands are started the usual way. Any thread.
 */
final class ForkServers implements AutoCloseable {

  private static final Logger LOG = LazyLogger.of(ForkServers.class);

  /** So many in a row that had no command born say that this machine lets none work. */
  static final int MOST_STILLBORN = 3;

  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Nest nest;
  private final int most;
  private final OwnPipes pipes;
  private final Drainer drainer;
  private final Succession starts = new Succession();

  // Guarded by this; all bounded by the number of servers.
  private final Set<ForkServer> all = new HashSet<>();
  private final ArrayDeque<ForkServer> idle = new ArrayDeque<>();

  /** Those of {@link #all}; read by any thread. */
  private final Set<Integer> pids = ConcurrentHashMap.newKeySet();

  private int coming;
  private int made;
  private int stillborn;
  private boolean closed;

  /**
   * What servers need of their surroundings.
   *
   * @param group makes their groups; null where there are none, and so no servers
   * @param shell what they are
   * @param survivors what happens to what a command leaves behind, unless it says so itself
   * @param base their environment, and that of a command but for its own marks
   */
  record Nest(
      @Nullable SessionGroup group, Shell shell, Survivors survivors, Map<String, String> base) {}

  /**
   * None yet.
   *
   * @param most how many there may be; 0 for none
   */
  ForkServers(Nest nest, int most, OwnPipes pipes, Drainer drainer) {
    this.nest = nest;
    this.most = nest.group() != null && nest.shell().keeps(nest.base()) ? most : 0;
    this.pipes = pipes;
    this.drainer = drainer;
  }

  /** What a server is told to start a command; empty where that has to go the usual way. */
  Optional<ForkOrder> order(Command command, String called, Map<String, String> environment) {
    return most == 0 || ByGroup.mayLeaveSomething(command, nest.survivors())
        ? Optional.empty()
        : ForkOrder.of(command, called, environment, nest.base(), nest.shell());
  }

  /** One that has no command, now; null where there is none. */
  synchronized @Nullable ForkServer idle() {
    ForkServer free = idle.pollLast();
    if (free != null) {
      var unused = starts.another();
    }
    return free;
  }

  /** A server for one command; null where that has to go the usual way. */
  @Nullable ForkServer take() {
    int number;
    synchronized (this) {
      ForkServer free = idle();
      if (free != null) {
        return free;
      }
      // A single command needs no server.
      if (!starts.another()
          || closed
          || stillborn >= MOST_STILLBORN
          || all.size() + coming >= most) {
        return null;
      }
      coming++;
      number = ++made;
    }
    ForkServer server = null;
    try {
      server = make(number);
    } finally {
      added(server);
    }
    return server;
  }

  /** Known before it is listened to: it may be gone at once, and is forgotten then. */
  private synchronized void added(@Nullable ForkServer server) {
    coming--;
    if (server != null) {
      all.add(server);
      pids.add(server.pid());
      drainer.execute(() -> server.listen(drainer.selector()));
      if (closed) {
        server.kill();
      }
    }
  }

  private @Nullable ForkServer make(int number) {
    PipeStock stock = pipes.stock();
    SessionGroup session = nest.group();
    if (stock == null || session == null) {
      return null;
    }
    Tube reports = null;
    LeaseGroup group = null;
    try {
      reports = stock.take();
      group = session.open("fork-" + number);
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(nest.shell().program(), "-c", ForkServer.SCRIPT, group.folder().toString()));
      Cookie.replace(builder.environment(), nest.base());
      builder.redirectOutput(Redirect.to(reports.writeEnd())).redirectError(Redirect.DISCARD);
      ForkServer server =
          new ForkServer(StartTurn.start(builder), reports, group, this::free, this::lost);
      Quietly.close(reports.pipe().sink());
      return server;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no fork server now", e);
      if (reports != null) {
        reports.close();
      }
      if (group != null) {
        group.close();
      }
      return null;
    }
  }

  private void free(ForkServer server) {
    synchronized (this) {
      if (!closed && all.contains(server)) {
        idle.add(server);
        stillborn = 0;
        return;
      }
    }
    server.dismiss();
  }

  private void lost(ForkServer server) {
    synchronized (this) {
      all.remove(server);
      idle.remove(server);
    }
    pids.remove(server.pid());
    server.discard();
  }

  /** A server was no use to a command, which goes the usual way now. */
  synchronized void disappointed() {
    stillborn++;
    if (stillborn == MOST_STILLBORN) {
      LOG.log(
          Level.WARNING,
          "{0} fork servers could start nothing: commands are started one by one from now on",
          stillborn);
    }
  }

  /** Lets go of those that have no command. */
  void rest() {
    List<ForkServer> dismissed;
    synchronized (this) {
      dismissed = List.copyOf(idle);
      idle.clear();
    }
    dismissed.forEach(ForkServer::dismiss);
  }

  /** Whether a process is one of them. */
  boolean contains(int pid) {
    return pids.contains(pid);
  }

  /** How many there are. */
  synchronized int size() {
    return all.size();
  }

  /** What holds here, for people. */
  Fact fact() {
    String words =
        most == 0
            ? "by a start of the platform each"
            : "by up to " + most + " shells that fork, where commands follow one another";
    return new Fact("commands are started", words, true);
  }

  /** Ends all; their commands have ended. Returns within 0.6 seconds, as a rule at once. */
  @Override
  public void close() {
    List<ForkServer> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    left.forEach(ForkServer::dismiss);
    long due = System.nanoTime() + CLOSE_NANOS;
    try {
      for (ForkServer server : left) {
        if (!server.awaitExit(due - System.nanoTime())) {
          server.kill();
          var unused = server.awaitExit(CLOSE_NANOS / left.size());
        }
      }
    } catch (InterruptedException e) {
      left.forEach(ForkServer::kill);
      Thread.currentThread().interrupt();
    }
    left.forEach(ForkServer::end);
  }
}
