package io.plimsoll.bootstrap;

import io.plimsoll.core.memory.Line;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Grown;
import io.plimsoll.memory.LoadReport;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.memory.StageEntered;
import io.plimsoll.report.LeakReport;
import io.plimsoll.report.LoadMarks;
import io.plimsoll.report.StageTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Optional<MemoryReading> reading = load.reading();
    return new LeakReport(
        session,
        started,
        load.at(),
        bounds.ended(),
        load.stage(),
        load.leaving(),
        reading.isPresent() ? Optional.of(marks(reading.get().heapLimit())) : Optional.empty(),
        reading.isPresent() ? Optional.of(marks(reading.get().limit())) : Optional.empty(),
        stages(load),
        load.forgotten(),
        load.growth(),
        births(load),
        load.holders(),
        bounds.now(load, policy.exit().enter()));
  }

  private static List<StageTime> stages(LoadReport load) {
    List<StageTime> all = new ArrayList<>();
    for (StageEntered each : load.entered()) {
      all.add(StageTime.of(each));
    }
    return all;
  }

  /** Each place once, whatever grows of it. */
  private static List<BirthPlace> births(LoadReport load) {
    Set<BirthPlace> all = new LinkedHashSet<>();
    for (Grown one : load.growth().grown()) {
      all.addAll(one.births());
    }
    return List.copyOf(all);
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
