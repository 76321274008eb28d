package io.plimsoll.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final Failures failures = new Failures();

  @Test
  void nothingFailedAtFirst() {
    failures.run(() -> {});
    assertThat(failures.first()).isEmpty();
  }

  @Test
  void theFirstIsKeptAndTheLaterOnesAreSuppressedInTheirOrder() {
    IOException first = new IOException("first");
    AssertionError second = new AssertionError("second");
    IllegalStateException third = new IllegalStateException("third");
    int[] ran = {0};
    failures.run(
        () -> {
          throw first;
        });
    failures.run(
        () -> {
          throw second;
        });
    failures.run(() -> ran[0]++);
    failures.add(third);
    assertThat(ran[0]).isOne();
    assertThat(failures.first()).containsSame(first);
    assertThat(first.getSuppressed()).containsExactly(second, third);
  }

  @Test
  void oneFailureThatComesTwiceIsNotSuppressedUnderItself() {
    IllegalStateException same = new IllegalStateException("same");
    failures.add(same);
    failures.add(same);
    assertThat(failures.first()).containsSame(same);
    assertThat(same.getSuppressed()).isEmpty();
  }

  @Test
  void noMoreAreKeptThanTheBound() {
    for (int i = 0; i < 3 * Failures.MOST; i++) {
      failures.add(new IllegalStateException("failure " + i));
    }
    assertThat(failures.first().orElseThrow())
        .hasMessage("failure 0")
        .satisfies(first -> assertThat(first.getSuppressed()).hasSize(Failures.MOST - 1));
  }
}
