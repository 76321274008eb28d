package io.plimsoll.verification.simulation;

import java.util.List;

/**
 * A whole run as data.
 *
 * @param seed what it was made from
 * @param setup the bounds
 * @param actions the steps, in order
 */
record Plan(long seed, Setup setup, List<Action> actions) {

  Plan {
    actions = List.copyOf(actions);
  }

  Plan with(List<Action> others) {
    return new Plan(seed, setup, others);
  }

  Plan with(Setup other) {
    return new Plan(seed, other, actions);
  }
}
