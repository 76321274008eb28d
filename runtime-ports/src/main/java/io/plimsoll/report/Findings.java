package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be said of each thing that grows. */
final class Findings {

  private static final String HEAP = "heap";
  private static final Set<String> TREES = Set.of("tree", "memory of all trees");

  private Findings() {}

  static List<Finding> of(LeakReport report) {
    List<Grown> accused = report.growth().accused();
    List<Finding> findings = new ArrayList<>();
    for (Grown one : accused) {
      Advice advice = Advice.of(one.gauge());
      findings.add(
          new Finding(
              one,
              cause(advice, one, accused),
              advice.advice(),
              crossing(report, one),
              birthPlaces(report, one)));
    }
    return findings;
  }

  /** Counts are nearly free of noise: where one grows with the heap, it is likely what fills it. */
  private static String cause(Advice advice, Grown one, List<Grown> accused) {
    Optional<Grown> counted =
        isMemory(one.gauge())
            ? accused.stream().filter(other -> other.gauge().unit() == Gauge.Unit.COUNT).findFirst()
            : Optional.empty();
    return counted
        .map(other -> "it grows together with " + other.gauge() + ", which is likely what fills it")
        .orElse(advice.cause());
  }

  private static boolean isMemory(Gauge gauge) {
    return gauge.name().equals(HEAP) || gauge.equals(LeakReport.OUTSIDE);
  }

  private static List<BirthPlace> birthPlaces(LeakReport report, Grown one) {
    Gauge gauge = one.gauge();
    return one.births().isEmpty()
        ? report.birthPlaces().stream()
            .filter(
                place -> place.what().equals(gauge.name()) && place.owner().equals(gauge.owner()))
            .toList()
        : one.births();
  }

  private static Optional<Crossing> crossing(LeakReport report, Grown one) {
    boolean heap = one.gauge().name().equals(HEAP);
    if (one.perHour() <= 0
        || !(heap || isMemory(one.gauge()) || TREES.contains(one.gauge().name()))) {
      return Optional.empty();
    }
    Optional<Crossing> all =
        crossing(report, one, LeakReport.ALL, report.marks(), "load line of runtime and trees");
    Optional<Crossing> own =
        heap
            ? crossing(
                report, one, LeakReport.HEAP_LIVE, report.heapMarks(), "load line of the heap")
            : Optional.empty();
    return Stream.of(own, all)
        .flatMap(Optional::stream)
        .min(java.util.Comparator.comparing(Crossing::about));
  }

  private static Optional<Crossing> crossing(
      LeakReport report, Grown one, Gauge held, Optional<LoadMarks> marks, String line) {
    Optional<Long> now = report.series(held).flatMap(Findings::last);
    if (now.isEmpty() || marks.isEmpty()) {
      return Optional.empty();
    }
    long exit = marks.get().exit();
    return Optional.of(
        Crossing.of(line, exit, exit - now.get(), one.perHour(), one.least(), one.most()));
  }

  private static Optional<Long> last(Series series) {
    int size = series.points().size();
    return size == 0 ? Optional.empty() : Optional.of(series.points().get(size - 1).value());
  }
}
