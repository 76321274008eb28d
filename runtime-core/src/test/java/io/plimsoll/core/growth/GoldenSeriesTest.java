package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Series as heaps show them, of 200 MB and in MB, with noise in which neighbours resemble each
 * other: those that are healthy stay silent, those that leak are found.
 */
class GoldenSeriesTest {

  private static final int SERIES = 30;
  private static final int READINGS = 1_000;
  private static final double MB = 1e6;
  private static final double BASE = 200;
  private static final double NOISE = 8;
  private static final double RESEMBLES = 0.6;
  private static final double FLOOR = 1 * MB;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final GrowthPolicy policy = GrowthPolicy.usual();

  /** What came of many series of one kind. */
  private record Result(int suspected, int confirmed, int median) {}

  /** Each with its own noise. */
  private Result of(double resembles, IntToDoubleFunction shape) {
    int suspected = 0;
    int confirmed = 0;
    int[] first = new int[SERIES];
    for (int seed = 0; seed < SERIES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Minima series = new Minima();
      Growth growth = policy.start(seed);
      boolean suspect = false;
      boolean sure = false;
      double noise = 0;
      first[seed] = READINGS;
      for (int i = 0; i < READINGS; i++) {
        double shock = NOISE * Math.sqrt(1 - resembles * resembles) * random.nextGaussian();
        noise = resembles * noise + shock;
        double value = (BASE + shape.applyAsDouble(i) + noise) * MB;
        series.add((long) value, i * SECOND, i);
        growth = policy.judge(growth, series, FLOOR);
        if (!suspect && growth.isAccused()) {
          suspect = true;
          first[seed] = i;
        }
        sure |= growth.state() == Growth.State.CONFIRMED;
      }
      suspected += suspect ? 1 : 0;
      confirmed += sure ? 1 : 0;
    }
    Arrays.sort(first);
    return new Result(suspected, confirmed, first[SERIES / 2]);
  }

  private Result of(IntToDoubleFunction shape) {
    return of(RESEMBLES, shape);
  }

  @Test
  void whatIsFlatIsSilent() {
    assertThat(of(i -> 0).suspected()).isZero();
    assertThat(of(0.9, i -> 0).suspected()).isZero();
  }

  @Test
  void whiteNoiseIsSilent() {
    assertThat(of(0, i -> 0).suspected()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 150, 300, 600, 900})
  void oneStepIsSilent(int when) {
    assertThat(of(i -> i < when ? 0 : 60).suspected()).isZero();
  }

  private Result waves(int period) {
    return of(i -> 40 * Math.sin(2 * Math.PI * i / period));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60, 200})
  void wavesAreSilent(int period) {
    assertThat(waves(period).suspected()).isZero();
  }

  /** It rises for minutes before it was ever seen to fall: suspected here and there, never more. */
  @Test
  void aWaveThatIsLongerThanWhatWasSeenIsNotConfirmed() {
    assertThat(waves(600).suspected()).isLessThan(SERIES / 4);
    assertThat(waves(600).confirmed()).isZero();
  }

  /** As it is read: what is known to be in the cache is taken off. */
  @ParameterizedTest
  @ValueSource(ints = {20, 60, 200, 600})
  void aCacheThatWarmsUpIsSilent(int tau) {
    IntToDoubleFunction cached = i -> 100 * (1 - Math.exp(-(double) i / tau));
    IntToDoubleFunction known = i -> 0.9 * cached.applyAsDouble(i);
    assertThat(of(i -> cached.applyAsDouble(i) - known.applyAsDouble(i)).suspected()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 1})
  void whatLeaksIsFound(double megabytes) {
    Result found = of(i -> megabytes * i);
    assertThat(found.suspected()).isEqualTo(SERIES);
    assertThat(found.confirmed()).isEqualTo(SERIES);
    assertThat(found.median()).as("readings to the first suspicion").isLessThan(READINGS / 2);
  }
}
