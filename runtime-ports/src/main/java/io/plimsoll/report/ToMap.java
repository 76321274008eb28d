package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Holder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A report as plain values; {@link FromMap} reads them back. */
final class ToMap {

  /** By this a reader knows what it has. */
  static final String FORMAT = "plimsoll-leak-report";

  /** Counted up where a reader of before would go wrong. */
  static final int VERSION = 1;

  private ToMap() {}

  static Map<String, Object> of(LeakReport report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", VERSION);
    map.put("session", report.session());
    map.put("started", report.started().toString());
    map.put("ended", report.ended().toString());
    map.put("operations", report.operations());
    map.put("stage", word(report.stage()));
    if (report.leaving().isPresent()) {
      map.put("leaving", report.leaving().get());
    }
    map.put("verdict", word(report.verdict()));
    map.put("headline", report.headline());
    Map<String, Object> lines = new LinkedHashMap<>();
    if (report.heapMarks().isPresent()) {
      lines.put("heap", marks(report.heapMarks().get()));
    }
    if (report.marks().isPresent()) {
      lines.put("runtimeAndTrees", marks(report.marks().get()));
    }
    map.put("lines", lines);
    map.put("stages", stages(report.stages()));
    map.put("forgottenStages", report.forgotten());
    map.put("readings", report.growth().readings());
    map.put("fewestReadings", report.growth().fewest());
    map.put("gauges", report.growth().gauges());
    map.put("unwatched", report.growth().unwatched());
    map.put("accusations", report.growth().accusations());
    map.put("findings", findings(report.findings()));
    map.put("cleared", cleared(report.growth().grown()));
    map.put("series", series(report.growth().series()));
    map.put("birthPlaces", places(report.birthPlaces()));
    map.put("holders", holders(report.holders()));
    map.put("bounds", bounds(report.bounds()));
    return map;
  }

  /** The word of a constant: {@code seems-to-grow}. */
  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> marks(LoadMarks marks) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("limitBytes", marks.limit());
    map.put("shedBytes", marks.shed());
    map.put("refuseBytes", marks.refuse());
    map.put("killBytes", marks.kill());
    map.put("exitBytes", marks.exit());
    return map;
  }

  private static List<Object> stages(List<StageTime> stages) {
    List<Object> all = new ArrayList<>();
    for (StageTime stage : stages) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("at", stage.at().toString());
      map.put("stage", word(stage.stage()));
      map.put("measure", word(stage.measure()));
      map.put("words", stage.words());
      all.add(map);
    }
    return List.copyOf(all);
  }

  private static List<Object> findings(List<Finding> findings) {
    List<Object> all = new ArrayList<>();
    for (Finding finding : findings) {
      all.add(finding(finding));
    }
    return List.copyOf(all);
  }

  private static List<Object> cleared(List<Grown> grown) {
    List<Object> all = new ArrayList<>();
    for (Grown one : grown) {
      if (one.state() == Grown.State.CLEARED) {
        all.add(one.asMap());
      }
    }
    return List.copyOf(all);
  }

  private static List<Object> places(List<BirthPlace> places) {
    List<Object> all = new ArrayList<>();
    for (BirthPlace place : places) {
      all.add(place.asMap());
    }
    return List.copyOf(all);
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> map = finding.grown().asMap();
    put(map, "perOperationLeast", finding.perOperationLeast());
    put(map, "perOperationMost", finding.perOperationMost());
    finding.crossing().ifPresent(crossing -> map.put("crossing", crossing(crossing)));
    map.put("cause", finding.cause());
    map.put("advice", finding.advice());
    return map;
  }

  private static void put(Map<String, Object> map, String key, OptionalDouble value) {
    if (value.isPresent()) {
      map.put(key, value.getAsDouble());
    }
  }

  private static Map<String, Object> crossing(Crossing crossing) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("line", crossing.line());
    map.put("bytes", crossing.bytes());
    map.put("aboutMillis", crossing.about().toMillis());
    map.put("soonestMillis", crossing.soonest().toMillis());
    crossing.latest().ifPresent(latest -> map.put("latestMillis", latest.toMillis()));
    return map;
  }

  private static List<Object> series(List<Series> series) {
    List<Object> all = new ArrayList<>();
    for (Series one : series) {
      Map<String, Object> map = one.gauge().asMap();
      map.put("points", points(one));
      all.add(map);
    }
    return List.copyOf(all);
  }

  private static List<Object> points(Series series) {
    List<Object> all = new ArrayList<>();
    for (Series.Point point : series.points()) {
      all.add(List.of(point.millis(), point.value()));
    }
    return List.copyOf(all);
  }

  private static List<Object> holders(List<Holder> holders) {
    List<Object> all = new ArrayList<>();
    for (Holder holder : holders) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", holder.kind());
      map.put("owner", holder.owner());
      map.put("bytes", holder.bytes());
      map.put("words", holder.words());
      all.add(map);
    }
    return List.copyOf(all);
  }

  private static List<Object> bounds(List<BoundInForce> bounds) {
    List<Object> all = new ArrayList<>();
    for (BoundInForce bound : bounds) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", bound.name());
      map.put("unit", word(bound.unit()));
      map.put("now", bound.now());
      map.put("bound", bound.bound());
      map.put("atBound", bound.atBound());
      all.add(map);
    }
    return List.copyOf(all);
  }
}
