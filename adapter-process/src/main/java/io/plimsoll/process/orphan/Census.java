package io.plimsoll.process.orphan;

import io.plimsoll.process.cgroup.GroupFolder;
import io.plimsoll.process.orphan.Notes.Known;
import io.plimsoll.process.proc.Environ;
import io.plimsoll.process.proc.ProcReader;
import io.plimsoll.process.proc.ProcStat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all processes for those of some sessions: who carries one, who descends from such a
 * process, and who is in its control group. A process that was one of them stays one. For one
 * thread.
 */
final class Census {

  private static final int SELF = Math.toIntExact(ProcessHandle.current().pid());

  /**
   * A process.
   *
   * @param known its id and its start
   * @param parent its parent's id
   * @param program the name of its program
   * @param carried what its environment says
   * @param stopped whether it takes no signal now
   */
  private record Seen(
      Known known, int parent, String program, Marks.Carried carried, boolean stopped) {}

  /**
   * A process of a session that is gone.
   *
   * @param known its id and its start
   * @param session the session
   * @param lease what it carries; empty where it is known by another one
   * @param program the name of its program
   * @param stopped whether it takes no signal now
   */
  record Orphan(Known known, String session, String lease, String program, boolean stopped) {}

  /**
   * What one look found.
   *
   * @param targets who is to end
   * @param kept who may live on
   * @param spared who is to end, but not by us: ourselves, and those above us
   */
  record Result(List<Orphan> targets, List<Orphan> kept, List<Orphan> spared) {}

  private final String own;
  private final Map<String, DeadSession> sessions;
  private final ProcReader reader = new ProcReader();
  private final ProcStat stat = new ProcStat(reader);
  private final Environ environ = new Environ(reader, stat);

  /** Who was one of them before, and lives: no more than there are processes. */
  private Map<Known, Orphan> before = Map.of();

  private final Map<String, List<GroupFolder>> groups = new LinkedHashMap<>();

  /**
   * @param own the session that is never touched; empty where there is none
   * @param sessions those looked for, by id
   */
  Census(String own, Map<String, DeadSession> sessions) {
    this.own = own;
    this.sessions = sessions;
    sessions.forEach((id, session) -> groups.put(id, session.groups()));
  }

  /** The control groups of the sessions. */
  Map<String, List<GroupFolder>> groups() {
    return groups;
  }

  Result look() {
    Map<Integer, Seen> all = all();
    Set<Integer> close = closeToUs(all);
    Map<Integer, String> grouped = grouped();
    Map<Integer, Orphan> targets = new LinkedHashMap<>();
    List<Orphan> kept = new ArrayList<>();
    List<Orphan> spared = new ArrayList<>();
    for (Seen seen : all.values()) {
      Orphan orphan = orphan(seen, grouped);
      if (orphan == null || seen.carried.sessions().contains(own)) {
        continue;
      }
      if (mayLive(seen)) {
        kept.add(orphan);
      } else if (!close.contains(seen.known.pid())) {
        targets.put(seen.known.pid(), orphan);
      } else if (isAbove(seen.known.pid(), all)) {
        spared.add(orphan);
      }
    }
    addDescendants(targets, all, close);
    before = new HashMap<>();
    targets.values().forEach(orphan -> before.put(orphan.known(), orphan));
    return new Result(List.copyOf(targets.values()), kept, spared);
  }

  /** Whether just this process lives, looked at now. */
  boolean lives(Known process) {
    return stat.read(process.pid()) && stat.ticks() == process.ticks() && !stat.gone();
  }

  private Map<Integer, Seen> all() {
    Map<Integer, Seen> all = new LinkedHashMap<>();
    for (int pid : ProcReader.pids()) {
      if (pid > 1 && stat.read(pid) && !stat.gone()) {
        Known known = new Known(pid, stat.ticks());
        int parent = stat.parent();
        boolean stopped = stat.stopped();
        String program = stat.name();
        int length = environ.readSettled(pid);
        all.put(
            pid,
            new Seen(
                known, parent, program, Marks.read(reader.buffer(), Math.max(0, length)), stopped));
      }
    }
    return all;
  }

  private @Nullable Orphan orphan(Seen seen, Map<Integer, String> grouped) {
    for (String session : seen.carried.sessions()) {
      if (sessions.containsKey(session)) {
        String lease =
            seen.carried.leases().stream()
                .filter(each -> Marks.sessionOf(each).equals(session))
                .findFirst()
                .orElse("");
        return new Orphan(seen.known, session, lease, seen.program, seen.stopped);
      }
    }
    String session = grouped.get(seen.known.pid());
    if (session != null) {
      return new Orphan(seen.known, session, "", seen.program, seen.stopped);
    }
    Orphan earlier = before.get(seen.known);
    return earlier == null
        ? null
        : new Orphan(seen.known, earlier.session(), earlier.lease(), seen.program, seen.stopped);
  }

  private boolean mayLive(Seen seen) {
    return seen.carried.leases().stream()
        .anyMatch(
            lease -> {
              DeadSession session = sessions.get(Marks.sessionOf(lease));
              return session != null && session.notes().kept().contains(lease);
            });
  }

  private Map<Integer, String> grouped() {
    Map<Integer, String> grouped = new HashMap<>();
    groups.forEach(
        (session, folders) -> {
          for (GroupFolder folder : folders) {
            for (int pid : folder.pids()) {
              grouped.put(pid, session);
            }
          }
        });
    return grouped;
  }

  private void addDescendants(
      Map<Integer, Orphan> targets, Map<Integer, Seen> all, Set<Integer> close) {
    Map<Integer, List<Seen>> children = new HashMap<>();
    for (Seen seen : all.values()) {
      children.computeIfAbsent(seen.parent, parent -> new ArrayList<>()).add(seen);
    }
    Deque<Orphan> left = new ArrayDeque<>(targets.values());
    for (Orphan above = left.poll(); above != null; above = left.poll()) {
      for (Seen seen : children.getOrDefault(above.known().pid(), List.of())) {
        int pid = seen.known.pid();
        if (targets.containsKey(pid)
            || close.contains(pid)
            || mayLive(seen)
            || seen.carried.sessions().contains(own)) {
          continue;
        }
        Orphan below = new Orphan(seen.known, above.session(), "", seen.program, seen.stopped);
        targets.put(pid, below);
        left.add(below);
      }
    }
  }

  /** Ourselves, all above us, and all below us: our own sentinel is one of those. */
  private static Set<Integer> closeToUs(Map<Integer, Seen> all) {
    Set<Integer> close = new HashSet<>();
    for (Seen seen : all.values()) {
      if (isAbove(SELF, seen.known.pid(), all) || isAbove(seen.known.pid(), all)) {
        close.add(seen.known.pid());
      }
    }
    return close;
  }

  /** Whether it is ourselves or above us. */
  private static boolean isAbove(int pid, Map<Integer, Seen> all) {
    return isAbove(pid, SELF, all);
  }

  private static boolean isAbove(int pid, int below, Map<Integer, Seen> all) {
    int at = below;
    // Parents read at different moments could form a circle.
    for (int steps = 0; at > 1 && steps <= all.size(); steps++) {
      if (at == pid) {
        return true;
      }
      Seen seen = all.get(at);
      at = seen == null ? 0 : seen.parent;
    }
    return false;
  }
}
