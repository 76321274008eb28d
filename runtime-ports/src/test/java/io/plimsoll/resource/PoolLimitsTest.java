package io.plimsoll.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PoolLimitsTest {

  private static final PoolLimits USUAL = PoolLimits.usual();

  private static void refused(UnaryOperator<PoolLimits> change, String... words) {
    assertThatThrownBy(() -> change.apply(USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void eachValueOutOfRangeIsRefusedByItsName() {
    refused(limits -> limits.most(0), "pool.most: is 0; must be from 1 to 10000; try 8");
    refused(limits -> limits.most(10_001), "pool.most: is 10001");
    Map<String, UnaryOperator<PoolLimits>> zero =
        Map.of(
            "open", limits -> limits.open(Duration.ZERO),
            "patience", limits -> limits.patience(Duration.ZERO),
            "idle", limits -> limits.idle(Duration.ZERO),
            "life", limits -> limits.life(Duration.ZERO),
            "validateAfter", limits -> limits.validateAfter(Duration.ofNanos(-1)),
            "keepAlive", limits -> limits.keepAlive(Duration.ZERO),
            "sweep", limits -> limits.sweep(Duration.ZERO),
            "held", limits -> limits.held(Duration.ofDays(100_000)));
    zero.forEach(
        (name, change) -> refused(change, "pool." + name + ": is ", "must be longer", "; try "));
  }

  @Test
  void aKeepAliveThatNeverActsIsRefused() {
    refused(
        limits -> limits.keepAlive(Duration.ofMinutes(5)),
        "pool.keepAlive: is 5 min",
        "shorter than pool.idle, which is 5 min");
    assertThat(USUAL.idle(Duration.ofHours(1)).keepAlive(Duration.ofMinutes(5)).keepAlive())
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void eachChangeChangesOneValue() {
    PoolLimits all =
        USUAL
            .most(3)
            .open(Duration.ofSeconds(1))
            .patience(Duration.ofSeconds(2))
            .idle(Duration.ofSeconds(3))
            .life(Duration.ofSeconds(4))
            .validateAfter(Duration.ZERO)
            .keepAlive(Duration.ofSeconds(2))
            .sweep(Duration.ofSeconds(6))
            .held(Duration.ofSeconds(7))
            .reclaim(true);
    assertThat(all)
        .isEqualTo(
            new PoolLimits(
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ZERO,
                Optional.of(Duration.ofSeconds(2)),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                true));
  }
}
