package io.plimsoll.process;

import io.plimsoll.process.proc.ProcStat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that commands lead, by their ids. The id of a session is not given out again while a
 * process is in it; afterwards it may become that of a stranger's. For one thread.
 */
final class SessionIds {

  /** Bounded by the live leases, which the runtime bounds. */
  private final Map<Integer, Led> sessions = new HashMap<>();

  private final ProcStat stat;

  SessionIds(ProcStat stat) {
    this.stat = stat;
  }

  /**
   * A session.
   *
   * @param ticks when the process that leads it was started
   */
  private record Led(long ticks, Tree tree) {}

  void add(int session, long ticks, Tree tree) {
    sessions.put(session, new Led(ticks, tree));
  }

  void remove(Tree tree) {
    Root root = tree.root;
    Led led = root == null ? null : sessions.get((int) root.pid());
    if (root != null && led != null && led.tree() == tree) {
      sessions.remove((int) root.pid());
    }
  }

  /** Whose command leads a session; reads the process of that id, if there is one. */
  @Nullable Tree owner(int session) {
    Led led = sessions.get(session);
    if (led == null || led.tree().closed) {
      return null;
    }
    boolean another = stat.read(session) && stat.ticks() != led.ticks();
    return another ? null : led.tree();
  }
}
