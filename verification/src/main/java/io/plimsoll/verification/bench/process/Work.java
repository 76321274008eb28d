package io.plimsoll.verification.bench.process;

import java.io.IOException;
import java.util.Map;

/** What a contestant is to do, the same for all. */
interface Work {

  /**
   * Warms up, does it, and looks whether it was done.
   *
   * @return figures by name; {@link Racer#VALUE} is what is compared
   * @throws IOException if other work was done
   */
  Map<String, Double> by(Runner runner) throws IOException, InterruptedException;
}
