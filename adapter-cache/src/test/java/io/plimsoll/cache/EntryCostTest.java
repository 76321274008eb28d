package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that a failure brings with it is counted, as far as it can be seen. */
@Timeout(60)
class EntryCostTest {

  private static final String LONG = "y".repeat(1_000_000);
  private static final long ONE = cost(new IOException());

  private static long cost(Throwable failure) {
    return EntryCost.ofFailure("key", failure);
  }

  @Test
  void theMessageIsCounted() {
    assertThat(cost(new IOException(LONG)) - ONE).isBetween(1_000_000L, 1_001_000L);
    assertThat(cost(new IOException("\u03bb" + LONG)) - ONE).isBetween(2_000_000L, 2_001_000L);
  }

  @Test
  void causesAndWhatWasSuppressedAreCountedWithTheirTraces() {
    long trace = ONE - EntryCost.of(true, false) - 100;
    Throwable caused = new IOException("failed", new IllegalStateException(LONG));
    assertThat(cost(caused) - ONE).isBetween(1_000_000 + trace, 1_001_000 + trace);
    Throwable suppressing = new IOException("failed");
    suppressing.addSuppressed(new IOException("closed", new IllegalStateException(LONG)));
    assertThat(cost(suppressing) - ONE).isBetween(1_000_000 + 2 * trace, 1_001_000 + 2 * trace);
  }

  @Test
  void whatIsThereTwiceOrInACircleIsCountedOnce() {
    Throwable last = new IllegalStateException(LONG);
    Throwable first = new IOException("failed", last);
    long once = cost(first);
    first.addSuppressed(last);
    last.addSuppressed(first);
    assertThat(cost(first) - once).isZero();
  }

  @Test
  void whatHasTooManyPartsCostsMoreThanAnyCacheHolds() {
    Throwable chain = new IOException("last");
    Throwable wide = new IOException("wide");
    for (int i = 1; i < 64; i++) {
      chain = new IOException("caused", chain);
      wide.addSuppressed(new IOException("suppressed"));
    }
    assertThat(cost(chain)).isBetween(64 * 4_096L, 1L << 20);
    assertThat(cost(wide)).isBetween(64 * 4_096L, 1L << 20);
    assertThat(cost(new IOException(chain))).isEqualTo(Long.MAX_VALUE);
    wide.addSuppressed(new IOException("one more"));
    assertThat(cost(wide)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aKeyOfAnUnknownTypeCostsSomething() {
    long unknown = EntryCost.ofFailure(new Object(), new IOException());
    assertThat(unknown).isBetween(ONE, ONE + 1_000);
  }
}
