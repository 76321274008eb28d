package io.plimsoll.core.growth;

import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Series;
import io.plimsoll.memory.MemoryReading;
import io.plimsoll.report.LeakReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the memory held in the course of a session, to be shown beside the load line; whether it
 * grows is judged elsewhere. Of each stretch the most: that is what comes to the line. Takes 6 KiB.
 * For one thread.
 */
public final class Overview {

  // The least of what is below zero.
  private final Minima heap = new Minima();
  private final Minima outside = new Minima();
  private final Minima trees = new Minima();
  private final Minima all = new Minima();

  /** One that has seen nothing yet. */
  public Overview() {}

  /**
   * Takes a reading.
   *
   * @param nanos when it was made, by a ticker
   * @param reading the memory of the runtime
   * @param treeBytes what all trees held
   */
  public void read(long nanos, MemoryReading reading, long treeBytes) {
    OptionalLong live = reading.heap().live();
    if (live.isPresent()) {
      heap.add(-live.getAsLong(), nanos, 0);
    }
    outside.add(-reading.outside(), nanos, 0);
    trees.add(-treeBytes, nanos, 0);
    all.add(-(live.orElse(0) + reading.outside() + treeBytes), nanos, 0);
  }

  /**
   * The live heap, what the runtime holds besides, the trees, and all of it.
   *
   * @param begun when the session began, by the ticker of the readings
   */
  public List<Series> series(long begun) {
    return List.of(
        most(heap, LeakReport.HEAP_LIVE, begun),
        most(outside, LeakReport.BESIDES, begun),
        most(trees, LeakReport.TREES, begun),
        most(all, LeakReport.ALL, begun));
  }

  private static Series most(Minima negative, Gauge gauge, long begun) {
    List<Series.Point> points = new ArrayList<>();
    for (Series.Point point : negative.series(gauge, begun).points()) {
      points.add(new Series.Point(point.millis(), -point.value()));
    }
    return new Series(gauge, points);
  }
}
