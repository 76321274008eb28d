package io.plimsoll.cli.report;

import io.plimsoll.report.LeakReport;
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

  LeakReport of(LeakReport report) {
    return LeakReport.of(map(report.asMap()));
  }

  private Map<String, Object> map(Map<?, ?> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          map.put(name, of(value, FOREIGN.contains(name)));
        });
    return map;
  }

  private Object of(Object value, boolean foreign) {
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(one -> of(one, foreign)).toList();
    }
    return foreign && value instanceof String text ? redaction.apply(text) : value;
  }
}
