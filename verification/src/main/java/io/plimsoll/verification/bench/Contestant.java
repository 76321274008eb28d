package io.plimsoll.verification.bench;

import java.io.IOException;

/** Who does the work, and how one run of it goes. */
public record Contestant(String name, Trial trial) {

  /** One that cannot be tried on this machine. */
  public static Contestant absent(String name, String why) {
    return new Contestant(
        name,
        () -> {
          throw new IOException("is not here: " + why);
        });
  }
}
