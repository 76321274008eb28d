package io.plimsoll.cli.soak;

import io.plimsoll.growth.Grown;
import io.plimsoll.report.LeakReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a session has shown.
 *
 * @param operations how many operations were done
 * @param failed how many of them failed
 * @param firstFailure why the first of those failed
 * @param time how long it took
 * @param closedOnUs how many connections the server closed
 * @param askedAgain how many round trips were made again on another connection
 * @param earlyAt after how many operations the heap was measured first
 * @param heapEarly what it held then after a collection, in bytes; 0 where it never came to that
 * @param heapLate what it held at the end after a collection
 * @param heap how that went in between; empty where the session was too short
 * @param largestCommand the most that the tree of one command held, as far as it was seen
 * @param plantFailure what went wrong with what is planted
 * @param report what grew, or that nothing did
 */
public record SoakResult(
    int operations,
    int failed,
    Optional<String> firstFailure,
    Duration time,
    long closedOnUs,
    long askedAgain,
    int earlyAt,
    long heapEarly,
    long heapLate,
    Optional<Grown> heap,
    long largestCommand,
    Optional<String> plantFailure,
    LeakReport report) {

  /** Operations in a second. */
  public double perSecond() {
    return operations / Math.max(1e-9, time.toNanos() / 1e9);
  }

  /** What a pace of so much an hour is for each operation. */
  public double eachOperation(double perHour) {
    return perHour * time.toNanos() / (3_600e9 * Math.max(1, operations));
  }

  /**
   * The same as maps, lists, strings and numbers, for JSON.
   *
   * @param peakResident the most that this process held, in bytes; empty where nobody tells
   * @param leases how many leases were live when all was closed
   */
  public Map<String, Object> asMap(Optional<Long> peakResident, int leases) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operations", operations);
    map.put("failed", failed);
    firstFailure.ifPresent(why -> map.put("firstFailure", why));
    map.put("millis", time.toMillis());
    map.put("perSecond", perSecond());
    map.put("closedOnUs", closedOnUs);
    map.put("askedAgain", askedAgain);
    map.put("heapEarlyAt", earlyAt);
    map.put("heapEarlyBytes", heapEarly);
    map.put("heapLateBytes", heapLate);
    if (heap.isPresent()) {
      map.put("heapPerOperation", eachOperation(heap.get().perHour()));
      map.put("heapPerOperationLeast", eachOperation(heap.get().least()));
      map.put("heapPerOperationMost", eachOperation(heap.get().most()));
    }
    peakResident.ifPresent(bytes -> map.put("peakResidentBytes", bytes));
    map.put("largestCommandBytes", largestCommand);
    map.put("leasesAtEnd", leases);
    plantFailure.ifPresent(why -> map.put("plantFailure", why));
    map.put("report", report.asMap());
    return map;
  }
}
