package io.plimsoll.lease;

import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.RefusedException;
import io.plimsoll.command.StopSignal;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.util.Map;

/**
 * What happened in a runtime since its start. Each figure only rises, and nothing is left out.
 * Figures of the same moment may differ by what happens meanwhile. The maps have every key.
 *
 * @param accepted commands that were accepted
 * @param attempts attempts that ran, and how long from the start to the end of the whole tree, by
 *     how they ended; those that were tried again included
 * @param retries attempts that were started after another one of the same command
 * @param waits attempts that got a place, and how long they waited for it; pauses between attempts
 *     are no waiting
 * @param refused work that was refused, by reason; a borrower that got no connection is in {@link
 *     io.plimsoll.resource.PoolStats}
 * @param signals signals that were sent to whole trees
 * @param processes processes that were seen in the trees of attempts that have ended
 * @param left processes of them that could not be ended, or were allowed to stay
 * @param outputBytes bytes that these attempts wrote to outputs that are read here
 * @param droppedBytes those of them that were not kept
 * @param recordedBytes bytes of decisions that were recorded, those that were overwritten since
 *     included
 * @param unrecorded decisions that could not be recorded; none where nothing is to be
 * @param stages how often a measure of the memory came to a stage, from below or from above
 * @since 0.1.0
 */
public record Totals(
    long accepted,
    Map<OutcomeKind, Spent> attempts,
    long retries,
    Spent waits,
    Map<RefusedException.Reason, Long> refused,
    Map<StopSignal, Long> signals,
    long processes,
    long left,
    long outputBytes,
    long droppedBytes,
    long recordedBytes,
    long unrecorded,
    Map<Stage, Long> stages) {

  /**
   * How often something took time, and how long in all.
   *
   * @param count how often
   * @param total how long
   */
  public record Spent(long count, Duration total) {}

  /** Copies the maps. */
  public Totals {
    attempts = Map.copyOf(attempts);
    refused = Map.copyOf(refused);
    signals = Map.copyOf(signals);
    stages = Map.copyOf(stages);
  }
}
