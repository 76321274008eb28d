package io.plimsoll.process.orphan;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.Reaper.Fate;
import io.plimsoll.port.Reaper.Found;
import io.plimsoll.port.Reaper.Session;
import io.plimsoll.process.cgroup.GroupFolder;
import io.plimsoll.process.orphan.Census.Orphan;
import io.plimsoll.process.orphan.Notes.Known;
import io.plimsoll.process.proc.KillProgram;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Ends who lives of some dead sessions, all together: TERM, after a grace KILL, until two looks in
 * a row find nobody. For one thread.
 */
final class Reaping {

  /** How many processes of a session are listed. */
  static final int MOST_LISTED = 1_000;

  private static final Logger LOG = LazyLogger.of(Reaping.class);
  private static final long PAUSE_MILLIS = 50;
  private static final long SHORT_PAUSE_MILLIS = 5;
  private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int EMPTY_LOOKS = 2;

  private final Census census;
  private final Map<String, DeadSession> sessions;
  private final Predicate<DeadSession> watched;

  /** Who was asked to leave and lives: no more than there are processes. */
  private Set<Known> asked = new HashSet<>();

  private final Map<String, Map<Known, Found>> found = new LinkedHashMap<>();

  /** Who lives of those that should not, as of the last look. */
  private final Map<Known, Orphan> left = new LinkedHashMap<>();

  /**
   * @param watched whether a session has a live sentinel, which asks its processes itself
   */
  Reaping(Census census, Map<String, DeadSession> sessions, Predicate<DeadSession> watched) {
    this.census = census;
    this.sessions = sessions;
    this.watched = watched;
  }

  /** Only looks. */
  void look() {
    note(census.look(), Fate.FOUND);
  }

  /** Ends them; an interrupt cuts that short. */
  void end(Duration grace) throws InterruptedException {
    long begun = System.nanoTime();
    int empty = 0;
    while (true) {
      Census.Result now = census.look();
      note(now, Fate.LEFT);
      long spent = System.nanoTime() - begun;
      boolean kill = spent >= grace.toNanos();
      empty = now.targets().isEmpty() ? empty + 1 : 0;
      if (empty == EMPTY_LOOKS || spent - grace.toNanos() > KILL_NANOS) {
        return;
      }
      if (kill) {
        kill(now);
      } else {
        ask(now.targets());
      }
      Thread.sleep(kill && empty == 0 ? SHORT_PAUSE_MILLIS : PAUSE_MILLIS);
    }
  }

  /** What became of them, as of the last look. */
  List<Session> outcome() {
    List<Session> outcome = new ArrayList<>();
    for (DeadSession session : sessions.values()) {
      Map<Known, Found> list = found.getOrDefault(session.id(), new LinkedHashMap<>());
      list.replaceAll(
          (known, each) ->
              each.fate() == Fate.LEFT && !left.containsKey(known)
                  ? new Found(each.pid(), each.lease(), each.program(), Fate.ENDED)
                  : each);
      left.forEach(
          (known, orphan) -> {
            if (orphan.session().equals(session.id())) {
              list.putIfAbsent(known, found(orphan, Fate.LEFT)); // however many are listed
            }
          });
      outcome.add(
          new Session(session.id(), session.notes().owner().pid(), List.copyOf(list.values())));
    }
    return outcome;
  }

  private void note(Census.Result result, Fate fate) {
    left.clear();
    for (List<Orphan> each : List.of(result.targets(), result.spared())) {
      for (Orphan orphan : each) {
        if (fate == Fate.LEFT) {
          left.put(orphan.known(), orphan);
        }
        note(orphan, fate);
      }
    }
    result.kept().forEach(orphan -> note(orphan, Fate.KEPT));
  }

  private void note(Orphan orphan, Fate fate) {
    Map<Known, Found> list =
        found.computeIfAbsent(orphan.session(), session -> new LinkedHashMap<>());
    if (list.size() < MOST_LISTED) {
      list.putIfAbsent(orphan.known(), found(orphan, fate));
    }
  }

  private static Found found(Orphan orphan, Fate fate) {
    return new Found(orphan.known().pid(), orphan.lease(), orphan.program(), fate);
  }

  /** Asks each one once. A sentinel that lives has asked, and may have given a longer grace. */
  private void ask(List<Orphan> targets) {
    Set<Known> now = new HashSet<>();
    List<Orphan> stopped = new ArrayList<>();
    for (Orphan orphan : targets) {
      DeadSession session = sessions.get(orphan.session());
      if (asked.contains(orphan.known())) {
        now.add(orphan.known());
      } else if (session != null && !watched.test(session)) {
        now.add(orphan.known());
        send(orphan, false);
        if (orphan.stopped()) {
          stopped.add(orphan);
        }
      }
    }
    asked = now;
    resume(stopped);
  }

  private void kill(Census.Result now) {
    Set<Integer> ends = new HashSet<>();
    now.targets().forEach(orphan -> ends.add(orphan.known().pid()));
    for (List<GroupFolder> groups : census.groups().values()) {
      for (GroupFolder group : groups) {
        int[] pids = group.pids();
        if (pids.length > 0 && Arrays.stream(pids).allMatch(ends::contains)) {
          var unused = group.kill();
        }
      }
    }
    now.targets().forEach(orphan -> send(orphan, true));
  }

  /** The handle is taken before the look: it refuses to signal another process of that id. */
  private void send(Orphan orphan, boolean kill) {
    ProcessHandle.of(orphan.known().pid())
        .filter(handle -> census.lives(orphan.known()))
        .ifPresent(
            handle -> {
              if (!(kill ? handle.destroyForcibly() : handle.destroy())) {
                LOG.log(Level.DEBUG, "pid {0}: gone already, or not ours", handle.pid());
              }
            });
  }

  /** The platform sends no CONT by itself. */
  private void resume(List<Orphan> stopped) {
    List<String> pids =
        stopped.stream()
            .map(Orphan::known)
            .filter(census::lives)
            .map(known -> Integer.toString(known.pid()))
            .toList();
    if (pids.isEmpty()) {
      return;
    }
    try {
      KillProgram.send("CONT", pids);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "what is stopped is not asked, as there is no program kill", e);
    }
  }
}
