package io.plimsoll.process;

import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.ProcessObserver.Survey;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A way to hold together what descends from a command. Unless said otherwise, methods are called by
 * the scanner's thread, or by another in its place.
 */
interface Containment {

  /** Begins to watch for a lease. Called before the command is started, by any thread. */
  Tree open(String lease, boolean detached);

  /** Tells the process that was started for a tree. Any thread. */
  void rooted(Tree tree, Root root);

  /** Forgets a tree. Any thread. */
  void close(Tree tree);

  /** Brings the members of one tree up to date. */
  Reading look(Tree tree);

  /** Whether such a look would ask few processes who they are. */
  boolean isQuick(Tree tree);

  /** Brings all trees up to date that were not looked at just before, and tells each of these. */
  void lookAtAll(BiConsumer<Tree, Reading> each);

  /** The members as of the last look, the root first, those furthest from it last. */
  List<Member> members(Tree tree);

  /** Whether a member is still the process that it was. */
  boolean isStill(Member member);

  /** Whether a member is stopped, as far as that can be told. */
  default boolean isStopped(Member member) {
    return false;
  }

  /**
   * Has the kernel end all of a tree at once.
   *
   * @return false where it cannot, or where the command itself was not there; who else is not there
   *     is ended one by one besides, when the next look has seen it
   */
  default boolean killAtOnce(Tree tree) {
    return false;
  }

  /** How new processes are found, for people. */
  List<Fact> facts();

  /** Whether its readings tell the resident memory. */
  default boolean readsMemory() {
    return true;
  }

  /**
   * What a look saw.
   *
   * @param members live members
   * @param deaf those that were sent a KILL and have not taken it
   * @param residentBytes their resident memory
   * @param everSeen how many different ones have been seen so far
   * @param words at most five of them, for people
   * @param withRoot whether the command itself had not exited when the look began
   * @param sure whether somebody may not have been there without being seen
   */
  record Reading(
      int members,
      int deaf,
      long residentBytes,
      int everSeen,
      String words,
      boolean withRoot,
      boolean sure) {

    /** Whether nobody was seen and nobody can have been missed. */
    boolean empty() {
      return members == 0 && sure;
    }

    /** The same for an observer, after so many looks that saw nobody. */
    Survey survey(int emptyLooks) {
      return new Survey(members, deaf, emptyLooks, residentBytes, everSeen, words);
    }

    /** The same, of which nobody can be sure. */
    Reading doubted() {
      return new Reading(members, deaf, residentBytes, everSeen, words, withRoot, false);
    }
  }

  /**
   * A member of a tree.
   *
   * @param pid its process id
   * @param ticks when it was started: a pid alone is used again
   * @param parent its parent when it was first seen
   */
  record Member(int pid, long ticks, int parent) {

    /** By hand: what compares records is made when it is first called, and would hold up a look. */
    boolean isSame(@Nullable Member other) {
      return other != null && pid == other.pid && ticks == other.ticks && parent == other.parent;
    }
  }
}
