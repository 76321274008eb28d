package io.plimsoll.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachePolicyTest {

  @Test
  void thereIsNoPolicyWithoutABound() {
    for (long most : new long[] {0, -1}) {
      assertThatThrownBy(() -> CachePolicy.entries(most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be one of them, above zero; try 500 entries");
      assertThatThrownBy(() -> CachePolicy.bytes(most))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> new CachePolicy(5, 5, Optional.empty(), Optional.empty(), Optional.empty()))
        .hasMessageContaining("bound is 5 entries and 5 bytes");
  }

  @Test
  void timesAreLongerThanZeroAndKept() {
    Duration minute = Duration.ofMinutes(1);
    CachePolicy all =
        CachePolicy.bytes(9).maxAge(minute).maxIdle(minute.dividedBy(2)).failuresFor(minute);
    assertThat(all.maxAge()).contains(minute);
    assertThat(all.maxIdle()).contains(Duration.ofSeconds(30));
    assertThat(all.failureAge()).contains(minute);
    assertThatThrownBy(() -> CachePolicy.entries(1).maxAge(Duration.ZERO))
        .hasMessage("cache: maxAge is PT0S; must be longer than zero; try 10m");
    assertThatThrownBy(() -> CachePolicy.entries(1).maxIdle(minute.negated()))
        .hasMessageContaining("maxIdle");
    assertThatThrownBy(() -> CachePolicy.entries(1).failuresFor(Duration.ZERO))
        .hasMessageContaining("failureAge");
  }
}
