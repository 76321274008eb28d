package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.Measure;
import org.junit.jupiter.api.Test;

/** Figures in words: where one unit ends and the next begins. */
class FiguresTest {

  @Test
  void aUnitBeginsAtOneOfItAndNotBefore() {
    assertThat(Figures.size(0)).isEqualTo("0 bytes");
    assertThat(Figures.size(1023)).isEqualTo("1023 bytes");
    assertThat(Figures.size(1024)).isEqualTo("1 KiB");
    assertThat(Figures.size(1023 << 10)).isEqualTo("1023 KiB");
    assertThat(Figures.size(1024 << 10)).isEqualTo("1 MiB");
    assertThat(Figures.size(1L << 30)).isEqualTo("1 GiB");
    assertThat(Figures.size(1L << 40)).isEqualTo("1 TiB");
    assertThat(Figures.size(1L << 50)).isEqualTo("1 PiB");
    assertThat(Figures.size(1L << 60)).isEqualTo("1 EiB");
  }

  @Test
  void theLargestSizeHasAUnitToo() {
    assertThat(Figures.size(Long.MAX_VALUE)).isEqualTo("8 EiB");
  }

  @Test
  void aSizeIsToldToATenthAndAWholeOneWithout() {
    assertThat(Figures.size(1024 + 512)).isEqualTo("1.5 KiB");
    assertThat(Figures.size(1024 + 51)).isEqualTo("1 KiB");
    assertThat(Figures.size(1024 + 52)).isEqualTo("1.1 KiB");
    assertThat(Figures.size(10 << 10)).isEqualTo("10 KiB");
  }

  @Test
  void aTimeIsToldInSecondsToATenth() {
    assertThat(Figures.seconds(1_500_000_000)).isEqualTo("1.5 s");
    assertThat(Figures.seconds(0)).isEqualTo("0.0 s");
  }

  @Test
  void whatIsHeldIsToldWithItsPartOfTheLimit() {
    assertThat(Figures.held(Measure.HEAP, 512, 2048))
        .isEqualTo("heap live 512 bytes of 2 KiB (0.25)");
  }
}
