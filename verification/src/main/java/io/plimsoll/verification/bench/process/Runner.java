package io.plimsoll.verification.bench.process;

import java.io.IOException;

/** One way to run commands whose outputs are captured. Any number of threads. */
interface Runner extends AutoCloseable {

  /** Runs one and waits for its end. */
  Ended run(Order order) throws IOException, InterruptedException;

  /** Starts one and reads on meanwhile. */
  Live start(Order order) throws IOException, InterruptedException;

  /** Lets go of all that it has. */
  @Override
  default void close() throws IOException {}
}
