package io.plimsoll.core;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final long FAR = 4_000_000_000_000_000_000L;

  @Property
  void aPointIsReachedAtItsTimeAndNotBefore(
      @ForAll long now, @ForAll @LongRange(min = 2, max = FAR) long delay) {
    long due = Due.after(now, delay);
    assertThat(Due.reached(due, now)).isFalse();
    assertThat(Due.reached(due, now + delay)).isTrue();
    assertThat(Due.reached(due, now + delay - 2)).isFalse();
  }

  @Property
  void theEarlierOfTwoIsFoundAlsoAcrossTheWrap(
      @ForAll long now,
      @ForAll @LongRange(min = 0, max = FAR) long a,
      @ForAll @LongRange(min = 0, max = FAR) long b) {
    long first = Due.after(now, Math.min(a, b));
    long second = Due.after(now, Math.max(a, b));
    assertThat(Due.earlier(first, second)).isEqualTo(first);
    assertThat(Due.earlier(second, first)).isEqualTo(first);
    assertThat(Due.compare(first, second)).isEqualTo(first == second ? 0 : -1);
    assertThat(Due.compare(second, first)).isEqualTo(first == second ? 0 : 1);
  }

  @Property
  void neverIsLaterThanEverythingAndNeverReached(@ForAll long now) {
    long due = Due.after(now, 0);
    assertThat(due).isNotEqualTo(Due.NEVER);
    assertThat(Due.earlier(due, Due.NEVER)).isEqualTo(due);
    assertThat(Due.earlier(Due.NEVER, due)).isEqualTo(due);
    assertThat(Due.compare(due, Due.NEVER)).isEqualTo(-1);
    assertThat(Due.reached(Due.NEVER, now)).isFalse();
  }

  @Test
  void aDueTimeThatHappensToBeNeverIsMovedAside() {
    assertThat(Due.after(Long.MAX_VALUE - 5, 5)).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(Due.compare(Due.NEVER, Due.NEVER)).isZero();
  }
}
