package io.plimsoll.port;

import io.plimsoll.command.Captured;
import io.plimsoll.command.PipeHolder;
import io.plimsoll.command.StartFailure;
import java.util.List;

/**
 * Told what happens to one command. Any thread may call; no call blocks for long.
 *
 * @since 0.1.0
 */
public interface ProcessObserver {

  /**
   * The command runs.
   *
   * @param atNanos when it was started, on the runtime's ticker
   * @param where the process for people, such as {@code pid 4711}
   */
  void started(long atNanos, String where);

  /**
   * The command could not be started, and nothing of it is left. Comes instead of {@link #started},
   * or after it and instead of {@link #exited}, where what was started was to become the command
   * and could not.
   */
  void startFailed(StartFailure failure);

  /**
   * The command itself has exited; descendants may live. Comes after {@link #started}. A reading
   * that was taken before the exit is not told after it: it would show the command itself as
   * something that it left behind.
   *
   * @param status its exit status, or 128 + n where signal n ended it
   */
  void exited(int status);

  /** A streamed input has come to its end. */
  void inputEnded();

  /**
   * A reading of the tree: an answer to {@link LiveProcess#survey}, or one that was taken unasked.
   */
  void surveyed(Survey survey);

  /** The outputs are read as asked. */
  void settled(Settled settled);

  /**
   * One reading of a tree.
   *
   * @param members the live members now; zombies do not count
   * @param deaf how many of them were sent a KILL and have not taken it: not those that only wait
   *     for the machine to let them end; all of them where that cannot be told, none before a KILL
   * @param emptyLooks how many looks in a row found none; 0 where members are there
   * @param residentBytes the resident memory of the members together
   * @param everSeen how many different processes have been seen in the tree so far
   * @param words the members for people, at most five of them; empty where there are none
   */
  record Survey(
      int members, int deaf, int emptyLooks, long residentBytes, int everSeen, String words) {

    /** One of which it cannot be told who is about to end. */
    public Survey(int members, int emptyLooks, long residentBytes, int everSeen, String words) {
      this(members, members, emptyLooks, residentBytes, everSeen, words);
    }
  }

  /**
   * What the outputs held.
   *
   * @param stdout what was kept of standard output
   * @param stderr what was kept of standard error
   * @param holders who held an output open when the command had exited
   */
  record Settled(Captured stdout, Captured stderr, List<PipeHolder> holders) {

    /** Copies the list. */
    public Settled {
      holders = List.copyOf(holders);
    }
  }
}
