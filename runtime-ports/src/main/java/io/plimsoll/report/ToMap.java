package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.Holder;
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
    report.leaving().ifPresent(why -> map.put("leaving", why));
    map.put("verdict", word(report.verdict()));
    map.put("headline", report.headline());
    Map<String, Object> lines = new LinkedHashMap<>();
    report.heapMarks().ifPresent(marks -> lines.put("heap", marks(marks)));
    report.marks().ifPresent(marks -> lines.put("runtimeAndTrees", marks(marks)));
    map.put("lines", lines);
    map.put("stages", report.stages().stream().map(ToMap::stage).toList());
    map.put("forgottenStages", report.forgotten());
    map.put("readings", report.growth().readings());
    map.put("fewestReadings", report.growth().fewest());
    map.put("gauges", report.growth().gauges());
    map.put("unwatched", report.growth().unwatched());
    map.put("accusations", report.growth().accusations());
    map.put("findings", report.findings().stream().map(ToMap::finding).toList());
    map.put(
        "cleared",
        report.growth().grown().stream()
            .filter(one -> one.state() == Grown.State.CLEARED)
            .map(Grown::asMap)
            .toList());
    map.put("series", report.growth().series().stream().map(ToMap::series).toList());
    map.put("birthPlaces", report.birthPlaces().stream().map(BirthPlace::asMap).toList());
    map.put("holders", report.holders().stream().map(ToMap::holder).toList());
    map.put("bounds", report.bounds().stream().map(ToMap::bound).toList());
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

  private static Map<String, Object> stage(StageTime stage) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", stage.at().toString());
    map.put("stage", word(stage.stage()));
    map.put("measure", word(stage.measure()));
    map.put("words", stage.words());
    return map;
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

  private static Map<String, Object> series(Series series) {
    Map<String, Object> map = series.gauge().asMap();
    map.put(
        "points",
        series.points().stream().map(point -> List.of(point.millis(), point.value())).toList());
    return map;
  }

  private static Map<String, Object> holder(Holder holder) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", holder.kind());
    map.put("owner", holder.owner());
    map.put("bytes", holder.bytes());
    map.put("words", holder.words());
    return map;
  }

  private static Map<String, Object> bound(BoundInForce bound) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", bound.name());
    map.put("unit", word(bound.unit()));
    map.put("now", bound.now());
    map.put("bound", bound.bound());
    map.put("atBound", bound.atBound());
    return map;
  }
}
