package io.plimsoll.verification.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @Test
  void whatIsNearBeginsAtNothing() {
    Axis axis = Axis.of(List.of(80.0, 100.0));
    assertThat(axis.inFactors()).isFalse();
    assertThat(axis.place(0)).isZero();
    assertThat(axis.place(100)).isBetween(0.9, 1.0);
    assertThat(axis.place(50)).isCloseTo(axis.place(100) / 2, within(1e-9));
    assertThat(axis.ticks()).containsExactly(0.0, 50.0, 100.0);
  }

  @Test
  void whatIsFarGoesInFactors() {
    Axis axis = Axis.of(List.of(2.0, 20.0, 200.0));
    assertThat(axis.inFactors()).isTrue();
    assertThat(axis.place(20) - axis.place(2))
        .isCloseTo(axis.place(200) - axis.place(20), within(1e-9));
    assertThat(axis.ticks()).containsExactly(3.0, 10.0, 30.0, 100.0);
  }

  @ParameterizedTest
  @CsvSource({"100,1000", "7,9", "1,1", "50,400"})
  void factorsMayBeAskedFor(double least, double most) {
    Axis axis = Axis.inFactors(List.of(least, most));
    assertThat(axis.inFactors()).isTrue();
    assertThat(axis.place(most)).isBetween(axis.place(least), 1.0);
    assertThat(axis.ticks()).hasSizeBetween(0, 6);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,5", "0,1e9", "-4,3", "-4,-3", "1e-6,2e-6", "1e-3,1e12", "7,90", "1,11"})
  void everyRangeHasAPlaceForAllAndSomeTicks(double least, double most) {
    Axis axis = Axis.of(List.of(least, most));
    assertThat(axis.place(least)).isBetween(0.0, 1.0);
    assertThat(axis.place(most)).isBetween(axis.place(least), 1.0);
    assertThat(axis.ticks()).hasSizeBetween(2, 7).isSorted();
    assertThat(axis.ticks())
        .allMatch(tick -> tick >= axis.from() - 1e-9 && tick <= axis.to() + 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.00",
    "0.00042,0.00042",
    "0.0423,0.042",
    "1.239,1.24",
    "12.39,12.4",
    "123.9,124",
    "1234567,'1,234,567'",
    "-3.14159,-3.14"
  })
  void amountsHaveThreeDigitsThatCount(double value, String words) {
    assertThat(Amount.of(value)).isEqualTo(words);
  }
}
