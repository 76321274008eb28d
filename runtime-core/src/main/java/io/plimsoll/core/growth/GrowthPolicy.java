package io.plimsoll.core.growth;

import java.util.Optional;

/**
 * The rules by which a series is said to grow. It rises for sure, by more than its noise and by a
 * part of what it holds, and its second half and its last third no less than half as fast as the
 * whole: what warms up becomes slower, and after a step nothing rises. So it is judged again and
 * again; several times in a row make it suspect, as many more confirm it, and as many without clear
 * it.
 *
 * <p>Each condition alone accuses what is healthy: ranks alone find a trend in most series of
 * neighbours that resemble each other, and in each that warms up (Machida et al., ISSREW 2013).
 *
 * @param fewest how many readings there must be
 * @param every how many readings lie between two judgements at least
 * @param inRow how many judgements in a row must agree
 * @param z the least z of the trend
 * @param part the part of its median by which it must have risen
 * @param noises how many times its noise it must have risen by
 */
public record GrowthPolicy(int fewest, int every, int inRow, double z, double part, double noises) {

  private static final double LATE = 0.5;

  /** Refuses figures that mean nothing. */
  public GrowthPolicy {
    if (fewest < 8 || every < 1 || inRow < 1 || !(z > 0 && part >= 0 && noises >= 0)) {
      throw new IllegalArgumentException(
          "growth: readings %d, every %d, in a row %d, z %s, part %s, noises %s; must be at least 8, 1, 1, more than 0, 0 and 0; try 128, 8, 5, 2.33, 0.1 and 3"
              .formatted(fewest, every, inRow, z, part, noises));
    }
  }

  /** 128 readings, every eighth is judged, five in a row; a chance of one in a hundred. */
  public static GrowthPolicy usual() {
    return new GrowthPolicy(128, 8, 5, 2.33, 0.10, 3);
  }

  /**
   * What is known before the first reading.
   *
   * @param place the place among others that are read at the same time: not all are judged at once
   */
  public Growth start(int place) {
    return new Growth(Growth.State.QUIET, 0, Optional.empty(), fewest - every + place % every);
  }

  /**
   * What follows from one more reading.
   *
   * @param before what was known of the series
   * @param series all of its readings
   * @param floor what a rise must exceed to be worth a word, whatever the series holds
   */
  public Growth judge(Growth before, Minima series, double floor) {
    long since = series.readings() - before.judgedAt();
    if (since < Math.max(every, series.length())) {
      return before;
    }
    return next(before, Trend.of(series.values(), series.nanos()), floor, series.readings());
  }

  /** What follows from one more judgement, after so many readings. */
  Growth next(Growth before, Trend trend, double floor, long readings) {
    boolean grows = grows(trend, floor);
    int agreed = grows ? Math.max(0, before.agreed()) + 1 : Math.min(0, before.agreed()) - 1;
    Growth.State state = grows ? accused(before, agreed) : cleared(before, agreed);
    return new Growth(state, agreed, Optional.of(trend), readings);
  }

  private boolean grows(Trend trend, double floor) {
    double enough = Math.max(floor, Math.max(noises * trend.noise(), part * trend.median()));
    return trend.z() > z
        && trend.rise() > enough
        && trend.lateSlope() >= LATE * trend.slope()
        && trend.lastSlope() >= LATE * trend.slope();
  }

  private Growth.State accused(Growth before, int agreed) {
    if (agreed >= 2 * inRow || before.state() == Growth.State.CONFIRMED) {
      return Growth.State.CONFIRMED;
    }
    return agreed >= inRow ? Growth.State.SUSPECT : before.state();
  }

  private Growth.State cleared(Growth before, int agreed) {
    return before.isAccused() && agreed <= -inRow ? Growth.State.CLEARED : before.state();
  }
}
