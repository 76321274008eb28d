package io.plimsoll.cli;

import io.plimsoll.cli.report.ReportJson;
import io.plimsoll.cli.soak.SoakResult;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.report.LeakReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a long session, for people.
 *
 * @param result what it has shown
 * @param leases how many leases were live when all was closed
 * @param peakResident the most that this process held, in bytes; empty where nobody tells
 */
record SoakView(SoakResult result, int leases, Optional<Long> peakResident) {

  /** A table, and what grew. */
  String text() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("operations", "%d, %d failed".formatted(result.operations(), result.failed()));
    result.firstFailure().ifPresent(why -> rows.put("the first that failed", why));
    rows.put("operations a second", String.format(Locale.ROOT, "%.1f", result.perSecond()));
    rows.put("connections that the server closed", Long.toString(result.closedOnUs()));
    rows.put("asked again on another", Long.toString(result.askedAgain()));
    peakResident.ifPresent(bytes -> rows.put("peak resident memory of the runtime", bytes(bytes)));
    rows.put("largest command", bytes(result.largestCommand()));
    rows.put(
        "heap after a collection, at operation " + result.earlyAt(),
        result.heapEarly() == 0 ? "not come to" : bytes(result.heapEarly()));
    rows.put("heap after a collection, at the end", bytes(result.heapLate()));
    rows.put(
        "the same besides caches, for each operation",
        result.heap().map(this::pace).orElse("too short to tell"));
    rows.put("leases live at the end", Integer.toString(leases));
    result.plantFailure().ifPresent(why -> rows.put("what was planted failed", why));
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (name, value) -> text.append(String.format("%-" + width + "s  %s%n", name, value)));
    return text.append('\n').append(report().text()).toString();
  }

  /** All of it as one object. */
  String json() {
    return ReportJson.text(result.asMap(peakResident, leases));
  }

  private LeakReport report() {
    return result.report();
  }

  private String pace(Grown heap) {
    return "%s (%s to %s)"
        .formatted(
            amount(result.eachOperation(heap.perHour())),
            amount(result.eachOperation(heap.least())),
            amount(result.eachOperation(heap.most())));
  }

  private static String amount(double bytes) {
    return Gauge.Unit.BYTES.amount(bytes);
  }

  private static String bytes(long bytes) {
    return amount((double) bytes);
  }
}
