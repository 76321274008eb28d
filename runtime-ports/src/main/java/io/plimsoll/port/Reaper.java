package io.plimsoll.port;

import java.time.Duration;
import java.util.List;

/**
 * Ends what sessions of earlier runtimes left behind: those that were killed together with what
 * watched over them. One thread at a time.
 *
 * @since 0.1.0
 */
public interface Reaper {

  /** Whether there is a session whose runtime is gone. Costs a look at the notes, and no wait. */
  boolean due();

  /**
   * Ends what such sessions left behind, and removes their notes. What is alive and in use is never
   * touched. Returns within the grace and twelve seconds; an interrupt has it return earlier.
   *
   * @param grace how long a process may take to leave once it was asked
   * @param dryRun whether only to look
   */
  Report reap(Duration grace, boolean dryRun);

  /**
   * What was found and done.
   *
   * @param sessions the sessions whose runtime is gone
   * @param problems what could not be read or done, for people, each with its remedy
   */
  record Report(List<Session> sessions, List<String> problems) {

    /** Copies the lists. */
    public Report {
      sessions = List.copyOf(sessions);
      problems = List.copyOf(problems);
    }

    /** Whether nothing is left that should not be, and nothing went unread. */
    public boolean clean() {
      return problems.isEmpty() && sessions.stream().noneMatch(Session::remains);
    }
  }

  /**
   * A session whose runtime is gone.
   *
   * @param id the session
   * @param owner the process that the runtime was
   * @param processes what lived when it was looked at first, or came later; of those that have
   *     ended, at most 1,000
   */
  record Session(String id, long owner, List<Found> processes) {

    /** Copies the list. */
    public Session {
      processes = List.copyOf(processes);
    }

    /** Whether processes live that should not. */
    public boolean remains() {
      return processes.stream().anyMatch(found -> found.fate() == Fate.LEFT);
    }
  }

  /**
   * One process of such a session.
   *
   * @param pid its id
   * @param lease the lease it carried; empty where it was known by its parents or its group
   * @param program the name of its program
   * @param fate what became of it
   */
  record Found(long pid, String lease, String program, Fate fate) {}

  /** What became of a process. */
  enum Fate {
    /** It has ended. */
    ENDED,
    /** It may live on, as its lease allowed it. */
    KEPT,
    /** It would be ended; this time it was only looked for. */
    FOUND,
    /** It lives: it could not be ended, or who looks stands below it. */
    LEFT
  }
}
