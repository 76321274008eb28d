package io.plimsoll.verification.simulation;

import io.plimsoll.core.Due;
import io.plimsoll.core.supervise.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of a plan, as the watch sees it. */
final class Tracked {

  final CommandPlan plan;
  final int scope;
  // At most one for each attempt, which the plan bounds.
  final List<Attempt> attempts = new ArrayList<>();
  @Nullable Job job;
  long cancelAt = Due.NEVER;
  long atOnceAt = Due.NEVER;
  long lastEndAt = Due.NEVER;
  boolean refused;
  int outcomes;

  Tracked(CommandPlan plan, int scope) {
    this.plan = plan;
    this.scope = scope;
  }

  boolean isOpen() {
    return job != null && outcomes == 0;
  }

  void cancelled(long now, boolean atOnce) {
    if (!isOpen()) {
      return;
    }
    cancelAt = Due.earlier(cancelAt, now);
    if (atOnce) {
      atOnceAt = Due.earlier(atOnceAt, now);
    }
  }
}
