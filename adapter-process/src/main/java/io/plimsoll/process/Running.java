package io.plimsoll.process;

import org.jspecify.annotations.Nullable;

/**
 * What there is of a command after its start.
 *
 * @param watch its outputs and its end
 * @param input the input to write, where it comes from us
 */
record Running(Watch watch, @Nullable Input input) {

  /**
   * Lets go of it. On the drainer's thread.
   *
   * @param alone whether nobody is left who knows its pipes
   */
  record Parting(Drainer drainer, Running its, boolean alone) implements Runnable {

    @Override
    public void run() {
      drainer.forget(its.watch, alone);
      Input input = its.input;
      if (input != null) {
        input.release();
      }
    }
  }
}
