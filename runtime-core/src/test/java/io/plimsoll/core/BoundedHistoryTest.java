package io.plimsoll.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundedHistoryTest {

  @Test
  void keepsTheNewestAndCountsWhatItForgot() {
    BoundedHistory<Integer> history = new BoundedHistory<>(3);
    for (int i = 1; i <= 100; i++) {
      history.add(i);
      assertThat(history.size()).isLessThanOrEqualTo(3);
    }
    assertThat(history.toList()).containsExactly(98, 99, 100);
    assertThat(history.forgotten()).isEqualTo(97);
    assertThat(history).hasToString("3/3");
    assertThat(history.bound()).isEqualTo(3);
  }

  @Test
  void showsHowFullItIs() {
    BoundedHistory<String> history = new BoundedHistory<>(60);
    history.add("a");
    history.add("b");
    assertThat(history.size()).isEqualTo(2);
    assertThat(history).hasToString("2/60");
  }

  @Test
  void aListOfItDoesNotChangeLater() {
    BoundedHistory<Integer> history = new BoundedHistory<>(1);
    history.add(1);
    var before = history.toList();
    history.add(2);
    assertThat(before).containsExactly(1);
  }

  @Test
  void hasNoWayToBeUnbounded() {
    assertThatThrownBy(() -> new BoundedHistory<>(0)).hasMessageContaining("must be at least 1");
  }
}
