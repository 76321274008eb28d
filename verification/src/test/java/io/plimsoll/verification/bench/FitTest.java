package io.plimsoll.verification.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FitTest {

  @Property
  void pointsOfALineGiveThatLine(
      @ForAll @DoubleRange(min = 0, max = 1e6) double begin,
      @ForAll @DoubleRange(min = 0.1, max = 1e4) double slope) {
    Fit fit =
        Fit.of(
            Map.of(
                10, begin + 10 * slope,
                1_000, begin + 1_000 * slope,
                2_000, begin + 2_000 * slope,
                100_000, begin + 100_000 * slope));
    assertThat(fit.slope()).isCloseTo(slope, within(1e-6 * (slope + begin)));
    assertThat(fit.begin()).isCloseTo(begin, within(1e-6 * (begin + 1e3 * slope)));
    assertThat(fit.squared()).isCloseTo(1, within(1e-6));
    assertThat(fit.deviation()).isLessThan(1e-3);
  }

  @Test
  void whatBendsIsFarFromEveryLine() {
    Fit squares = Fit.of(Map.of(1_000, 1e6, 10_000, 1e8, 100_000, 1e10));
    assertThat(squares.deviation()).isGreaterThan(50);
    Fit logarithmic = Fit.of(Map.of(1_000, 1e3 * 10, 10_000, 1e4 * 13.3, 100_000, 1e5 * 16.6));
    assertThat(logarithmic.deviation()).isBetween(5.0, 40.0);
  }

  @Test
  void aFifthMoreAtTheEndIsSeen() {
    Fit fit = Fit.of(Map.of(1_000, 1e3, 10_000, 1e4, 100_000, 1.5e5));
    assertThat(fit.deviation()).isGreaterThan(15);
    assertThat(fit.squared()).isLessThan(1);
  }

  @Test
  void aSampleTellsTheLineAndItsPoints() {
    Sample sample = Fit.sample(Map.of(10, 120.0, 20, 220.0, 40, 420.0), "us", "jobs");
    assertThat(sample.value()).isCloseTo(10, within(1e-9));
    assertThat(sample.beside()).containsKeys("R²", "at 0, us", "at 10 jobs, us", "at 40 jobs, us");
    assertThat(sample.beside().get(Fit.DEVIATION)).isCloseTo(0, within(1e-9));
  }

  @Test
  void whatIsNoLineIsRefused() {
    assertThatThrownBy(() -> Fit.of(Map.of(1, 2.0))).hasMessageContaining("two or more");
    assertThatThrownBy(() -> Fit.of(Map.of(1, 2.0, 2, 0.0))).hasMessageContaining("above zero");
  }
}
