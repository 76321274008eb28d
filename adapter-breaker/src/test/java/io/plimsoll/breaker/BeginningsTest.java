package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeginningsTest {

  private final Beginnings beginnings = new Beginnings();

  @Test
  void aCollectionIsKnownByItsFirstPause() {
    beginnings.paused(1_000, 0);
    assertThat(beginnings.allocatedSince(1_000)).isPresent();
    assertThat(beginnings.allocatedSince(999)).as("rounded").isPresent();
    assertThat(beginnings.allocatedSince(998)).isEmpty();
    assertThat(beginnings.allocatedSince(1_002)).isEmpty();
  }

  @Test
  void onePauseThatIsToldOfTooLateSaysNothing() {
    beginnings.paused(1_000, 10_000_001);
    assertThat(beginnings.allocatedSince(1_000)).isEmpty();
    beginnings.paused(2_000, 10_000_000);
    assertThat(beginnings.allocatedSince(2_000)).isPresent();
  }

  @Test
  void theOldestIsForgotten() {
    for (int i = 0; i <= 16; i++) {
      beginnings.paused(1_000 + 10 * i, 0);
    }
    assertThat(beginnings.allocatedSince(1_000)).isEmpty();
    assertThat(beginnings.allocatedSince(1_010)).isPresent();
  }
}
