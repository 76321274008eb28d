package io.plimsoll.cli.report;

import io.plimsoll.report.LeakReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of reports, whose words hold command lines.
 *
 * @param redaction takes them out of a text
 */
record Discreet(UnaryOperator<String> redaction) {

  /** What comes from outside; all else is our own. */
  private static final Set<String> FOREIGN =
      Set.of("name", "owner", "words", "leaving", "what", "frames");

  /** The same report where there is no secret in it. */
  LeakReport of(LeakReport report) {
    Map<String, Object> told = report.asMap();
    Map<String, Object> discreet = map(told);
    return discreet.equals(told) ? report : LeakReport.of(discreet);
  }

  private Map<String, Object> map(Map<?, ?> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : values.entrySet()) {
      String name = String.valueOf(each.getKey());
      map.put(name, of(each.getValue(), FOREIGN.contains(name)));
    }
    return map;
  }

  private Object of(Object value, boolean foreign) {
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      for (Object one : list) {
        all.add(of(one, foreign));
      }
      return all;
    }
    return foreign && value instanceof String text ? redaction.apply(text) : value;
  }
}
