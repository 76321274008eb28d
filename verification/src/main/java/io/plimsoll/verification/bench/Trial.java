package io.plimsoll.verification.bench;

import java.io.IOException;

/** One run of the work by one contestant. */
public interface Trial {

  /**
   * Does the work once, and looks whether it was the work that was asked for.
   *
   * @throws IOException if it failed, or did other work: it is then reported and not counted
   */
  Sample run() throws IOException, InterruptedException;
}
