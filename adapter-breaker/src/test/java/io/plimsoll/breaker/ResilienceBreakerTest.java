package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.port.Ticker;
import io.plimsoll.testkit.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResilienceBreakerTest {

  private final VirtualTime time =
      new VirtualTime(Long.MAX_VALUE - 1_000_000, Instant.parse("2026-01-01T00:00:00Z"));
  private final CircuitBreaker breaker = new ResilienceBreakers(time).open("db", Limits.usual());

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      breaker.failed();
    }
  }

  @Test
  void itRefusesAfterEnoughFailuresAndSaysForHowLong() {
    fail(4);
    assertThat(breaker.state()).isEqualTo("closed");
    assertThat(breaker.retryAfter()).isZero();
    fail(1);
    assertThat(breaker.state()).isEqualTo("open");
    assertThat(breaker.tryAcquire()).isFalse();
    assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    time.advance(Duration.ofMillis(400));
    assertThat(breaker.retryAfter()).isEqualTo(Duration.ofMillis(600));
    assertThat(breaker.tryAcquire()).isFalse();
  }

  @Test
  void aFewTryAfterThePauseAndTheirWordDecides() {
    fail(5);
    time.advance(Duration.ofMillis(1_001));
    assertThat(breaker.retryAfter()).isZero();
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(breaker.tryAcquire()).as("two may try").isFalse();
    assertThat(breaker.state()).isEqualTo("half-open");
    assertThat(breaker.retryAfter()).isPositive();
    breaker.succeeded();
    breaker.succeeded();
    assertThat(breaker.state()).isEqualTo("closed");
    fail(1);
  }

  @Test
  void failedTriesRefuseAnew() {
    fail(5);
    time.advance(Duration.ofMillis(1_001));
    fail(2);
    assertThat(breaker.state()).isEqualTo("open");
    assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aTryThatIsGivenUpLeavesItsPlaceToAnother() {
    fail(5);
    time.advance(Duration.ofMillis(1_001));
    for (int i = 0; i < 100; i++) {
      assertThat(breaker.tryAcquire()).as("try %d", i).isTrue();
      breaker.released();
    }
    assertThat(breaker.tryAcquire()).isTrue();
    breaker.succeeded();
    assertThat(breaker.tryAcquire()).isTrue();
    breaker.succeeded();
    assertThat(breaker.state()).isEqualTo("closed");
  }

  @Test
  void onlyTheLastAttemptsCount() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.succeeded();
      }
      fail(4);
    }
    assertThat(breaker.state()).isEqualTo("closed");
    fail(1);
    assertThat(breaker.state()).isEqualTo("open");
  }

  @Test
  void noRegisterHoldsWhatNobodyUses() {
    List<WeakReference<CircuitBreaker>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(new WeakReference<>(new ResilienceBreakers(time).open("b" + i, Limits.usual())));
    }
    try (HeapWatch heap = new HeapWatch(Ticker.system())) {
      assertThat(heap.confirm()).isPresent();
    }
    assertThat(all).noneMatch(one -> one.get() != null);
  }

  @Test
  void limitsThatMeanNothingAreRefusedWithARemedy() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Limits(5, 6, 0.5, second, 1)).hasMessageContaining("try 10 and 5");
    assertThatThrownBy(() -> new Limits(5, 5, 0, second, 1)).hasMessageContaining("try 0.5 and 2");
    assertThatThrownBy(() -> new Limits(5, 5, 1.1, second, 1)).hasMessageContaining("at most 1");
    assertThatThrownBy(() -> new Limits(5, 5, 1, Duration.ZERO, 1)).hasMessageContaining("try 1s");
    assertThat(new ResilienceBreakers(time).open("x", new Limits(1, 1, 1, second, 1)).tryAcquire())
        .isTrue();
  }
}
