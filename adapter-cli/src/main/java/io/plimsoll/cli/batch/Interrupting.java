package io.plimsoll.cli.batch;

import io.plimsoll.command.StopSignal;
import java.util.function.Consumer;

/**
 * Ends a batch with a signal that comes.
 *
 * @param batch the batch
 * @param byForce whether running jobs are ended by KILL
 */
public record Interrupting(Batch batch, boolean byForce) implements Consumer<StopSignal> {

  @Override
  public void accept(StopSignal signal) {
    String reason = "interrupted by " + signal;
    if (byForce) {
      batch.kill(reason + " again");
    } else {
      batch.stop(reason);
    }
  }
}
