package com.example.csvevents;

import io.plimsoll.port.RuntimeEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma separated values, as RFC 4180 writes them. */
final class Row {

  /** The most characters of one field, so that a line always fits into a file. */
  static final int LONGEST_FIELD = 4_096;

  static final byte[] HEADER = of(List.of("sequence", "at", "lease", "phase", "what", "words"));

  private Row() {}

  static byte[] of(RuntimeEvent event) {
    return of(
        List.of(
            Long.toString(event.sequence()),
            event.at().toString(),
            event.lease(),
            event.phase(),
            event.what(),
            event.words()));
  }

  /** What stands where events are missing. */
  static byte[] dropped(long count) {
    return of(List.of("", "", "", "", "dropped", count + " events came faster than the file took"));
  }

  private static byte[] of(List<String> fields) {
    return (fields.stream().map(Row::field).collect(Collectors.joining(",")) + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String field(String text) {
    String cut = text.length() > LONGEST_FIELD ? text.substring(0, LONGEST_FIELD) : text;
    boolean plain = cut.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cut : '"' + cut.replace("\"", "\"\"") + '"';
  }
}
