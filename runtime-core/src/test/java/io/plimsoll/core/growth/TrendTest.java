package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static Trend of(long... values) {
    return Trend.of(values, LongStream.range(0, values.length).map(i -> 10 * i).toArray());
  }

  /** Computed from the definitions by a program of another language: values that are equal. */
  @Test
  void itIsWhatTheDefinitionsSayWhereValuesAreEqual() {
    Trend trend =
        Trend.of(
            new long[] {3, 1, 4, 4, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 12},
            new long[] {0, 10, 20, 31, 40, 50, 61, 70, 80, 90, 99, 110, 120, 130, 140, 150});
    is(trend, 3.1363636363636362, 0.05, 0.025, 0.07272727272727272, 0.1, 0.1, 7.5, 1.4826, 5.0);
    assertThat(trend.nanos()).isEqualTo(150);
  }

  /** The same, where neighbours resemble each other by 0.565. */
  @Test
  void itIsWhatTheDefinitionsSayWhereNeighboursResembleEachOther() {
    is(
        Trend.of(
            new long[] {
              4, 79, 48, 117, 232, 269, 420, 289, 302, 243, 203, 244, 322, 405, 481, 716, 753, 541,
              582, 537, 526
            },
            LongStream.range(0, 21).map(i -> 1_000 + 7 * i).toArray()),
        2.4057233490192402,
        3.989795918367347,
        1.6071428571428572,
        6.8979591836734695,
        5.301587301587301,
        -1.5714285714285714,
        558.5714285714286,
        87.36749999999999,
        302);
  }

  /** The same of what falls, where they differ more than by chance. */
  @Test
  void itIsWhatTheDefinitionsSayWhereItFalls() {
    is(
        Trend.of(
            new long[] {100, 100, 100, 90, 90, 80, 85, 70, 70, 60, 65},
            LongStream.range(0, 11).map(i -> 5 * i).toArray()),
        -3.564997197883962,
        -0.8571428571428571,
        -1.0,
        -0.6666666666666666,
        -1.0,
        -0.5,
        -42.857142857142854,
        5.295000000000018,
        85);
  }

  private static void is(Trend trend, double... expected) {
    double[] shown = {
      trend.z(),
      trend.slope(),
      trend.least(),
      trend.most(),
      trend.lateSlope(),
      trend.lastSlope(),
      trend.rise(),
      trend.noise(),
      trend.median()
    };
    assertThat(shown).containsExactly(expected, within(1e-9));
  }

  /** S is 45 less 1, its variance 10 * 9 * 25 / 18. */
  @Test
  void whatRisesAlwaysHasTheLargestStatistic() {
    Trend trend = of(0, 20, 40, 60, 80, 100, 120, 140, 160, 180);
    assertThat(trend.z()).isCloseTo(44 / Math.sqrt(125), within(1e-9));
    assertThat(trend.slope()).isEqualTo(2);
    assertThat(trend.least()).isEqualTo(2);
    assertThat(trend.most()).isEqualTo(2);
    assertThat(trend.lateSlope()).isEqualTo(2);
    assertThat(trend.rise()).isEqualTo(180);
    assertThat(trend.noise()).isZero();
    assertThat(trend.median()).isEqualTo(90);
    assertThat(trend.nanos()).isEqualTo(90);
  }

  @Test
  void whatFallsHasTheOppositeOne() {
    Trend trend = of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(trend.z()).isCloseTo(-44 / Math.sqrt(125), within(1e-9));
    assertThat(trend.rise()).isEqualTo(-9);
  }

  @Test
  void whatIsAlwaysTheSameHasNone() {
    Trend trend = of(5, 5, 5, 5, 5, 5);
    assertThat(trend.z()).isZero();
    assertThat(trend.slope()).isZero();
    assertThat(trend.median()).isEqualTo(5);
  }

  /** Two and three equal values take 18 and 66 from 8 * 7 * 21; S is 21 less 1. */
  @Test
  void equalValuesMakeTheVarianceLess() {
    double expected = (8 * 7 * 21 - 2 * 9 - 6 * 11) / 18.0;
    Trend trend = of(1, 1, 2, 3, 3, 3, 4, 5);
    assertThat(trend.z()).isGreaterThan(0).isLessThanOrEqualTo(23 / Math.sqrt(expected) + 1e-9);
  }

  @Test
  void aFewWildReadingsDoNotSwayIt() {
    long[] values = LongStream.range(0, 40).map(i -> 100 + 3 * i).toArray();
    values[7] = 100_000;
    values[30] = -100_000;
    Trend trend = of(values);
    assertThat(trend.slope()).isCloseTo(0.3, within(0.01));
    assertThat(trend.noise()).isLessThan(5);
  }

  @Test
  void theSecondHalfIsToldByItself() {
    long[] values = IntStream.range(0, 64).mapToLong(i -> i < 32 ? 10 * i : 310).toArray();
    Trend trend = of(values);
    assertThat(trend.lateSlope()).isZero();
    assertThat(trend.slope()).isPositive();
  }

  /** As often as it says: 95 of a hundred intervals hold the true slope. */
  @Test
  void theIntervalHoldsTheTrueSlope() {
    int held = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] values =
          IntStream.range(0, 40)
              .mapToLong(i -> Math.round(1_000 * (i + 4 * random.nextGaussian())))
              .toArray();
      Trend trend = of(values);
      held += trend.least() <= 100 && 100 <= trend.most() ? 1 : 0;
    }
    assertThat(held).isBetween(360, 400);
  }

  /** Where neighbours resemble each other, ranks alone see trends that are not there. */
  @Test
  void neighboursThatResembleEachOtherMakeItLessSure() {
    int sure = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] values = new long[64];
      double level = 0;
      for (int i = 0; i < values.length; i++) {
        level = 0.6 * level + random.nextGaussian();
        values[i] = Math.round(1_000 * level);
      }
      sure += of(values).z() > 2.33 ? 1 : 0;
    }
    assertThat(sure).as("of 400, 4 by chance, some 40 without the correction").isLessThan(24);
  }

  @Test
  void pointsAtTheSameTimeHaveNoSlope() {
    Trend trend = Trend.of(new long[] {1, 2, 3, 4, 5}, new long[] {7, 7, 7, 7, 7});
    assertThat(trend.slope()).isZero();
    assertThat(trend.rise()).isZero();
  }

  @Test
  void onlyPointsAtDifferentTimesHaveOne() {
    Trend trend = Trend.of(new long[] {0, 10, 20, 30}, new long[] {5, 6, 6, 7});
    assertThat(trend.slope()).as("of 10, 20, 15, 20, 10").isEqualTo(15);
    assertThat(trend.nanos()).isEqualTo(2);
    assertThat(trend.first()).as("the middle of 0, -5, 5, 0").isZero();
  }

  @Test
  void ofTwoTimesAndOneValueTheIntervalIsThatValue() {
    Trend trend = Trend.of(new long[] {4, 4, 4, 4}, new long[] {1, 1, 1, 2});
    assertThat(trend.least()).isZero();
    assertThat(trend.most()).isZero();
  }

  @Test
  void fourAreEnough() {
    assertThat(of(1, 2, 3, 4).slope()).isCloseTo(0.1, within(1e-9));
    assertThat(of(1, 2, 3, 4).rise()).isCloseTo(3, within(1e-9));
  }

  @Test
  void ofTooFewNothingIsSaid() {
    assertThat(of(1, 2, 3)).isEqualTo(Trend.NONE);
  }
}
