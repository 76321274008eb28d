package io.plimsoll.verification.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void ofAHundredTheNinetyNinthIsNotTheLast() {
    List<Double> figures = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();
    assertThat(Quantiles.of(figures)).isEqualTo(new Quantiles(50, 99, 100));
  }

  @Test
  void ofOneAllAreTheSame() {
    assertThat(Quantiles.of(List.of(3.0))).isEqualTo(new Quantiles(3, 3, 3));
  }
}
