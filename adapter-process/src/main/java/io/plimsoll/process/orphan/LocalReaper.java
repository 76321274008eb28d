package io.plimsoll.process.orphan;

import io.plimsoll.port.Reaper;
import io.plimsoll.process.cgroup.GroupFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends what dead sessions of this machine left behind, by the notes in a state folder. */
public final class LocalReaper implements Reaper {

  private final String own;
  private final boolean linux;
  private final Optional<StateFolder> state;

  /**
   * @param own the session that asks, which is never touched
   * @param linux whether {@code /proc} may be used; without it nothing is told from others
   * @param state where the notes are, if anywhere
   */
  public LocalReaper(String own, boolean linux, Optional<StateFolder> state) {
    this.own = own;
    this.linux = linux;
    this.state = state;
  }

  @Override
  public boolean due() {
    return linux && state.isPresent() && new DeadSessions(state.get()).any(own);
  }

  @Override
  public Report reap(Duration grace, boolean dryRun) {
    if (!linux) {
      return failed("reap: needs /proc, which is not here; end what is left by hand");
    }
    if (state.isEmpty()) {
      return failed("state.folder: there is none, as there is no home; set HOME or state.folder");
    }
    List<String> problems = new ArrayList<>();
    DeadSessions dead = new DeadSessions(state.get());
    List<DeadSession> taken = dead.take(dryRun, problems);
    try {
      Map<String, DeadSession> sessions = new LinkedHashMap<>();
      taken.forEach(session -> sessions.put(session.id(), session));
      sessions.remove(own);
      leaveUnowned(sessions, problems);
      return new Report(reap(dead, sessions, grace, dryRun, problems), problems);
    } finally {
      taken.forEach(DeadSession::close);
    }
  }

  private static Report failed(String problem) {
    return new Report(List.of(), List.of(problem));
  }

  /** Nobody knows whose it is and what may live on: while somebody carries it, it stays. */
  private void leaveUnowned(Map<String, DeadSession> sessions, List<String> problems) {
    Map<String, DeadSession> unowned = new LinkedHashMap<>(sessions);
    unowned.values().removeIf(session -> session.notes().owned());
    if (unowned.isEmpty()) {
      return;
    }
    Census.Result result = new Census(own, unowned).look();
    List<Census.Orphan> all = new ArrayList<>(result.targets());
    all.addAll(result.spared());
    for (Census.Orphan orphan : all) {
      DeadSession session = sessions.remove(orphan.session());
      if (session != null) {
        problems.add(
            "state.folder: '%s' does not say whose it is, and process %d carries its session; must be a runtime's own notes; end that process, and remove '%s'"
                .formatted(session.folder(), orphan.known().pid(), session.folder()));
      }
    }
  }

  private List<Session> reap(
      DeadSessions dead,
      Map<String, DeadSession> sessions,
      Duration grace,
      boolean dryRun,
      List<String> problems) {
    if (sessions.isEmpty()) {
      return List.of();
    }
    Census census = new Census(own, sessions);
    Reaping reaping = new Reaping(census, sessions, dead::isWatched);
    if (dryRun) {
      reaping.look();
      return reaping.outcome();
    }
    try {
      reaping.end(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add("reap: was interrupted; some may be left; try again");
      return reaping.outcome();
    }
    List<Session> outcome = reaping.outcome();
    for (Session session : outcome) {
      DeadSession gone = sessions.get(session.id());
      if (gone != null && !session.remains()) {
        census.groups().getOrDefault(gone.id(), List.of()).forEach(GroupFolder::remove);
        gone.remove().ifPresent(problems::add);
      }
    }
    return outcome;
  }
}
