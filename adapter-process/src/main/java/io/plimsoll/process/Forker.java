package io.plimsoll.process;

/** Who forks one command: a shell that has one at a time, or a place of a hub. Any thread. */
interface Forker {

  /** Tells the tree of a command what that is born in. */
  void prepare(Tree tree);

  /**
   * Has the command forked. Once.
   *
   * @param ends what it reads and writes
   * @return false where nothing came of it, and the parent will not be told of anything
   */
  boolean fork(ForkOrder order, ForkOrder.Ends ends, Forked.Parent parent);

  /** Ends a birth that is under way: it is told to be none. */
  void giveUp();

  /** It is not used after all. */
  void leave();

  /** Whether a birth that was none speaks against its kind. */
  boolean isToBlame();
}
