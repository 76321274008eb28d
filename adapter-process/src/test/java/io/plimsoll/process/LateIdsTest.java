package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateIdsTest {

  private final LateIds late = new LateIds();

  @Test
  void anIdIsAskedForUntilItShowsAndThenNoMore() {
    late.add(7, 0);
    assertThat(late.shown(1, pid -> false)).isEmpty();
    assertThat(late.shown(LateIds.KEPT_NANOS, pid -> pid == 7)).containsExactly(7);
    assertThat(late.shown(LateIds.KEPT_NANOS, pid -> true)).isEmpty();
  }

  @Test
  void whatNeverShowsIsForgottenAfterAWhile() {
    late.add(7, 0);
    late.add(8, 10);
    assertThat(late.shown(LateIds.KEPT_NANOS + 1, pid -> false)).isEmpty();
    assertThat(late.size()).isEqualTo(1);
  }

  @Test
  void theOldestMakesRoom() {
    for (int pid = 1; pid <= LateIds.MOST + 1; pid++) {
      late.add(pid, pid);
    }
    assertThat(late.size()).isEqualTo(LateIds.MOST);
    assertThat(late.shown(0, pid -> pid <= 2)).containsExactly(2);
  }

  @Test
  void oneOfOursIsNotAskedForUntilAllIdsHaveShown() {
    late.add(7, 0);
    late.born(7);
    late.born(8);
    late.add(8, 1);
    assertThat(late.size()).isZero();
    assertThat(late.isBorn(8)).isTrue();
    late.allShown();
    assertThat(late.isBorn(8)).isFalse();
    late.add(8, 2); // of another by now
    assertThat(late.shown(3, pid -> true)).containsExactly(8);
  }
}
