package io.plimsoll.cli.batch;

import io.plimsoll.command.StopSignal;

/** The signal by which a command is asked to leave, as users name it. */
public final class FirstSignal {

  private FirstSignal() {}

  /**
   * Reads a name or a number.
   *
   * @throws IllegalArgumentException if there is no such signal, or it cannot reach a command
   */
  public static StopSignal parse(String text) {
    StopSignal signal = StopSignal.parse(text);
    if (signal == StopSignal.QUIT) {
      throw new IllegalArgumentException(
          "is '" + text + "'; the JVM blocks QUIT in all that it starts; try INT or ABRT");
    }
    return signal;
  }
}
