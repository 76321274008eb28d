package io.plimsoll.report;

import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import io.plimsoll.memory.StageEntered;
import java.time.Instant;

/**
 * When a stage of the load line was entered, from below or from above.
 *
 * @param at when
 * @param stage which
 * @param measure by which measure
 * @param words why
 * @since 0.1.0
 */
public record StageTime(Instant at, Stage stage, Measure measure, String words) {

  /** The same without its figures. */
  public static StageTime of(StageEntered entered) {
    return new StageTime(entered.at(), entered.stage(), entered.measure(), entered.words());
  }
}
