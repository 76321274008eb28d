package io.plimsoll.verification.bench.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A pool that does other work than was asked for is found out. */
class LinesTest {

  private final Lines lines = new Lines(2);

  @Test
  void aPoolThatLooksAtWhatItLendsPasses() throws Exception {
    Line first = lines.open();
    assertThatCode(() -> lines.judge(() -> (first.isOpen() ? first : lines.open()).isOpen()))
        .doesNotThrowAnyException();
  }

  @Test
  void aPoolThatLendsWhatIsClosedFails() {
    Line only = lines.open();
    assertThatThrownBy(() -> lines.judge(only::isOpen)).hasMessage("lent a closed line");
  }

  @Test
  void aPoolThatOpensMoreThanItMayFails() {
    Line first = lines.open();
    Line second = lines.open();
    assertThatThrownBy(lines::open).hasMessageContaining("more than the 2 lines");
    first.close();
    assertThat(lines.open().isOpen()).as("in the place of a closed one").isTrue();
    second.close();
    lines.open().close();
    assertThatThrownBy(lines::open).as("it opens a line for each loan").hasMessageContaining("4");
  }
}
