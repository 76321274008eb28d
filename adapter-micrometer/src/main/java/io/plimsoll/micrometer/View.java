package io.plimsoll.micrometer;

import io.plimsoll.Plimsoll;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.lease.Health;
import io.plimsoll.lease.Totals;

/**
 * A runtime as meters see it: what is cheap is asked for each time, the rest comes from a reading.
 *
 * @param plimsoll the runtime
 * @param reading what was read within the last second
 */
record View(Plimsoll plimsoll, Reading reading) {

  Health health() {
    return plimsoll.health();
  }

  Totals totals() {
    return plimsoll.totals();
  }

  /** How many commands ended so. */
  long ended(OutcomeKind kind) {
    return health().outcomes().getOrDefault(kind, 0L);
  }

  /** A bound that is set. */
  int set(Setting<Integer> setting) {
    return plimsoll.settings().get(setting);
  }

  /** What all caches may hold together. */
  long cacheBudget() {
    return plimsoll.settings().get(RuntimeSettings.CACHE_BUDGET).bytes();
  }
}
