package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Holder;
import io.plimsoll.memory.Measure;
import io.plimsoll.memory.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports of sessions that never were. */
final class Samples {

  static final Instant START = Instant.parse("2026-11-24T01:00:00Z");
  static final Gauge HEAP = Gauge.bytes("heap", "");
  static final Gauge LEASES = Gauge.count("leases", "session/import");

  private static final long MIB = 1 << 20;

  private Samples() {}

  /** A straight line over ten minutes, in eleven points. */
  static Series straight(Gauge gauge, long from, long to) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i <= 10; i++) {
      points.add(new Series.Point(60_000L * i, from + (to - from) * i / 10));
    }
    return new Series(gauge, points);
  }

  /** Something that grew by so much in ten minutes, give or take a tenth. */
  static Grown grown(Gauge gauge, Grown.State state, long from, long to) {
    double hourly = 6.0 * (to - from);
    return new Grown(
        gauge,
        state,
        from,
        to,
        Duration.ofMinutes(10),
        hourly,
        0.9 * hourly,
        1.1 * hourly,
        160,
        OptionalDouble.of((to - from) / 1_000.0));
  }

  /** Nothing grew. */
  static LeakReport quiet() {
    return of(new GrowthReport(600, 128, 12, 0, List.of()), Optional.empty(), List.of());
  }

  /** The leases of a scope grow, and the heap seems to. */
  static LeakReport leaking() {
    GrowthReport growth =
        new GrowthReport(
            600,
            128,
            12,
            2,
            3,
            List.of(
                grown(LEASES, Grown.State.CONFIRMED, 10, 400),
                grown(HEAP, Grown.State.SUSPECT, 10 * MIB, 30 * MIB)),
            List.of(
                straight(LeakReport.HEAP_LIVE, 12 * MIB, 32 * MIB),
                straight(LeakReport.BESIDES, 40 * MIB, 41 * MIB),
                straight(LeakReport.TREES, 0, 20 * MIB),
                straight(LeakReport.ALL, 52 * MIB, 93 * MIB),
                straight(LEASES, 10, 400),
                straight(HEAP, 10 * MIB, 30 * MIB)));
    return of(
        growth,
        Optional.empty(),
        List.of(
            new BirthPlace(
                "leases", "session/import", 390, List.of("app.Import.next(Import.java:40)")),
            new BirthPlace("connection", "memory", 2, List.of("app.Db.get(Db.java:7)"))));
  }

  static LeakReport of(
      GrowthReport growth, Optional<String> leaving, List<BirthPlace> birthPlaces) {
    return new LeakReport(
        "0123456789abcdef",
        START,
        START.plusSeconds(600),
        1_000,
        leaving.isPresent() ? Stage.EXIT : Stage.NORMAL,
        leaving,
        Optional.of(new LoadMarks(64 * MIB, 48 * MIB, 51 * MIB, 54 * MIB, 56 * MIB)),
        Optional.of(new LoadMarks(4096 * MIB, 3072 * MIB, 3277 * MIB, 3482 * MIB, 3584 * MIB)),
        List.of(new StageTime(START.plusSeconds(500), Stage.SHED, Measure.HEAP, "three readings")),
        1,
        growth,
        birthPlaces,
        List.of(new Holder("tree", "session/import", 20 * MIB, "sleep 60")),
        List.of(
            BoundInForce.count("commands that run", 2, 2, "the next one waits"),
            BoundInForce.bytes("caches together", MIB, 64 * MIB, "the least useful entry goes")));
  }
}
