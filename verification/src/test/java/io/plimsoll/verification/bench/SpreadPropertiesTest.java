package io.plimsoll.verification.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SpreadPropertiesTest {

  @Property
  void medianAndBoundsAreInOrderAndOfTheFigures(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e6, max = 1e6) Double> figures) {
    Spread spread = Spread.of(figures);
    assertThat(spread.low()).isLessThanOrEqualTo(spread.median());
    assertThat(spread.median()).isLessThanOrEqualTo(spread.high());
    assertThat(figures).contains(spread.low(), spread.high());
    assertThat(spread.holds(spread.median())).isTrue();
    long below = figures.stream().filter(figure -> figure < spread.median()).count();
    long above = figures.stream().filter(figure -> figure > spread.median()).count();
    assertThat(Math.max(below, above)).isLessThanOrEqualTo(figures.size() / 2);
  }

  @Property
  void theOrderOfTheFiguresDoesNotMatter(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = -1e3, max = 1e3) Double> figures,
      @ForAll Random random) {
    List<Double> others = new ArrayList<>(figures);
    Collections.shuffle(others, random);
    assertThat(Spread.of(others)).isEqualTo(Spread.of(figures));
  }

  @Property
  void anotherUnitChangesNothingButTheUnit(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0.1, max = 1e3) Double> figures) {
    Spread spread = Spread.of(figures);
    Spread thousandfold = Spread.of(figures.stream().map(figure -> figure * 1024).toList());
    assertThat(thousandfold)
        .isEqualTo(
            new Spread(
                spread.median() * 1024,
                spread.low() * 1024,
                spread.high() * 1024,
                spread.confidence(),
                spread.count()));
  }

  /**
   * By counting: of all 2^n ways in which n figures lie left and right of the true median, the
   * share with more than {@code cut} on each side.
   */
  @Property(tries = 120)
  void theConfidenceIsThatOfTheSignTestAndTheIntervalTheNarrowestThatHasIt(
      @ForAll @IntRange(min = 1, max = 120) int count) {
    List<Double> figures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      figures.add((double) i);
    }
    Spread spread = Spread.of(figures);
    int cut = (int) spread.low();
    assertThat(spread.high()).isEqualTo(count - 1.0 - cut);
    assertThat(spread.confidence()).isCloseTo(share(count, cut), within(1e-9));
    if (count >= 5) {
      assertThat(spread.confidence()).isGreaterThanOrEqualTo(0.9);
      assertThat(share(count, cut + 1)).isLessThan(0.9);
    } else {
      assertThat(cut).isZero();
    }
  }

  private static double share(int count, int cut) {
    BigInteger inside = BigInteger.ZERO;
    for (int left = cut + 1; left < count - cut; left++) {
      inside = inside.add(ways(count, left));
    }
    return new BigDecimal(inside)
        .divide(new BigDecimal(BigInteger.TWO.pow(count)), java.math.MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigInteger ways(int count, int left) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 1; i <= left; i++) {
      ways = ways.multiply(BigInteger.valueOf(count - left + i)).divide(BigInteger.valueOf(i));
    }
    return ways;
  }
}
