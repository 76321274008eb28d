package io.plimsoll.process;

import io.plimsoll.command.StartFailure;
import io.plimsoll.command.StartFailure.Kind;

/** A start that cannot be made, with its reason; carries no stack, being an answer. */
final class StartRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient StartFailure failure;

  private final boolean halfway;

  StartRefused(Kind kind, String words) {
    this(kind, words, false);
  }

  /**
   * @param halfway whether a process may have been made nevertheless, of which nothing is known
   */
  StartRefused(Kind kind, String words, boolean halfway) {
    super(words, null, false, false);
    this.failure = new StartFailure(kind, words);
    this.halfway = halfway;
  }

  boolean halfway() {
    return halfway;
  }

  StartFailure failure() {
    return failure;
  }
}
