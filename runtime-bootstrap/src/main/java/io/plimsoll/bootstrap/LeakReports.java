package io.plimsoll.bootstrap;

import io.plimsoll.core.memory.Line;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.report.LeakReport;
import io.plimsoll.report.LoadMarks;
import io.plimsoll.report.StageTime;
import java.time.Instant;

/** Makes leak reports of a session out of what its parts know. Any thread may use it. */
final class LeakReports {

  private final String session;
  private final Instant started;
  private final MemoryPolicy policy;
  private final BoundsInForce bounds;

  /**
   * @param started when the session began
   * @param policy its load line
   * @param bounds what holds in it
   */
  LeakReports(String session, Instant started, MemoryPolicy policy, BoundsInForce bounds) {
    this.session = session;
    this.started = started;
    this.policy = policy;
    this.bounds = bounds;
  }

  /** With what happened to the memory so far. */
  LeakReport of(LoadReport load) {
    return new LeakReport(
        session,
        started,
        load.at(),
        bounds.ended(),
        load.stage(),
        load.leaving(),
        load.reading().map(reading -> marks(reading.heapLimit())),
        load.reading().map(MemoryReading::limit).map(this::marks),
        load.entered().stream().map(StageTime::of).toList(),
        load.forgotten(),
        load.growth(),
        load.growth().grown().stream().flatMap(one -> one.births().stream()).distinct().toList(),
        load.holders(),
        bounds.now(load, policy.exit().enter()));
  }

  private LoadMarks marks(long limit) {
    return new LoadMarks(
        limit,
        part(policy.shed(), limit),
        part(policy.refuse(), limit),
        part(policy.kill(), limit),
        part(policy.exit(), limit));
  }

  private static long part(Line line, long limit) {
    return Math.round(line.enter() * limit);
  }
}
