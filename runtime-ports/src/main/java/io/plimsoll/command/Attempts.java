package io.plimsoll.command;

import java.util.function.IntConsumer;

/**
 * How the attempts of a command are numbered, where it may have been tried before, and who is told
 * of further ones.
 *
 * @param first the number of the attempt that is made first; 1 where there was none before
 * @param again told the number of each attempt after that as soon as it is decided, before its
 *     pause; called by the runtime's loop, which it must not block
 * @since 0.1.0
 */
public record Attempts(int first, IntConsumer again) {

  /** The largest number that a first attempt may have. */
  public static final int MOST = 1_000_000_000;

  /** Never tried before, and nobody is told. */
  public static final Attempts NEW = new Attempts(1, Nobody.TOLD);

  private enum Nobody implements IntConsumer {
    TOLD;

    @Override
    public void accept(int number) {}
  }

  /** Refuses numbers out of range. */
  public Attempts {
    if (first < 1 || first > MOST) {
      throw new IllegalArgumentException(
          "attempts: first is " + first + "; must be from 1 to " + MOST + "; try 1");
    }
  }
}
