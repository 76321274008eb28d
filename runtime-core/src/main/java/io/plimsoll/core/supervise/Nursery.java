package io.plimsoll.core.supervise;

import io.plimsoll.core.ledger.ScopeNode;
import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
import org.jspecify.annotations.Nullable;

/** Takes note of where commands are submitted and scopes are opened. Any thread. */
record Nursery(Births.Register commands, Births.Register scopes) {

  /** Notes nothing. */
  static final Nursery NONE = new Nursery(Births.Register.NONE, Births.Register.NONE);

  /** One that notes what these take. */
  static Nursery of(Births births) {
    return new Nursery(births.of("leases"), births.of("open scopes"));
  }

  /** A scope is opened within another, where so many are open of so many that may be. */
  @Nullable Birth opened(ScopeNode around, int open, int most) {
    return scopes.born(around.path(), isNearlyFull(open, most));
  }

  /** A command is submitted, where so many are accepted of so many that may be. */
  void submitted(Job job, int accepted, int most) {
    Birth birth = commands.born(job.scope.path(), isNearlyFull(accepted, most));
    if (birth != null) {
      // It may have ended by now.
      var unused = job.outcome().whenComplete((outcome, failure) -> birth.end());
    }
  }

  /** Whether there are more than 80 % of those that may be. */
  private static boolean isNearlyFull(int now, int most) {
    return now * 5L > most * 4L;
  }
}
