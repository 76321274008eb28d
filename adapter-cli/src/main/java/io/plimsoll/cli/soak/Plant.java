package io.plimsoll.cli.soak;

/** Something that leaks a little with each step, on purpose, or its healthy twin. One thread. */
interface Plant {

  /** Leaks once; the twin does the same work and leaves nothing. */
  void step() throws Exception;

  /** Lets go of all that it still holds. */
  default void end() throws Exception {}
}
