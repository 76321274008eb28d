package io.plimsoll.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What every maker of circuit breakers promises. A test class implements this interface and answers
 * a fresh one; each promise is one test.
 *
 * <p>The breakers of the trial refuse for a second after half of at least five attempts failed, of
 * the last ten; then two may try.
 *
 * @since 0.1.0
 */
public interface CircuitBreakersContract {

  /** A fresh maker, by this time. */
  CircuitBreakers breakers(Ticker ticker);

  private CircuitBreaker breaker(Ticker ticker) {
    return breakers(ticker).open("trial", Limits.usual());
  }

  private static void fail(CircuitBreaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(breaker.tryAcquire(), "attempt " + i);
      breaker.failed();
    }
  }

  private static void succeed(CircuitBreaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(breaker.tryAcquire(), "attempt " + i);
      breaker.succeeded();
    }
  }

  /** One that has refused and lets some try now. */
  private CircuitBreaker afterThePause(HandTicker time) {
    CircuitBreaker breaker = breaker(time);
    fail(breaker, 5);
    time.advance(Duration.ofMillis(1_001));
    return breaker;
  }

  @Test
  default void itRefusesAfterEnoughFailures() {
    CircuitBreaker breaker = breaker(new HandTicker());
    fail(breaker, 5);
    assertFalse(breaker.tryAcquire());
  }

  @Test
  default void itDoesNotAfterFewer() {
    CircuitBreaker breaker = breaker(new HandTicker());
    fail(breaker, 4);
    assertTrue(breaker.tryAcquire());
    assertEquals(Duration.ZERO, breaker.retryAfter());
  }

  @Test
  default void itSaysHowLongItStillRefuses() {
    HandTicker time = new HandTicker();
    CircuitBreaker breaker = breaker(time);
    fail(breaker, 5);
    assertEquals(Duration.ofSeconds(1), breaker.retryAfter());
    time.advance(Duration.ofMillis(400));
    assertEquals(Duration.ofMillis(600), breaker.retryAfter());
    assertFalse(breaker.tryAcquire());
  }

  @Test
  default void aFewMayTryAfterThePause() {
    CircuitBreaker breaker = afterThePause(new HandTicker());
    assertTrue(breaker.tryAcquire());
    assertTrue(breaker.tryAcquire());
    assertFalse(breaker.tryAcquire(), "a third");
  }

  @Test
  default void theirSuccessLetsAllIn() {
    CircuitBreaker breaker = afterThePause(new HandTicker());
    succeed(breaker, 50);
    assertEquals(Duration.ZERO, breaker.retryAfter());
  }

  @Test
  default void theirFailureRefusesAnew() {
    CircuitBreaker breaker = afterThePause(new HandTicker());
    fail(breaker, 2);
    assertFalse(breaker.tryAcquire());
    assertEquals(Duration.ofSeconds(1), breaker.retryAfter());
  }

  @Test
  default void anAttemptThatIsGivenUpLeavesItsPlaceToAnother() {
    CircuitBreaker breaker = afterThePause(new HandTicker());
    for (int i = 0; i < 100; i++) {
      assertTrue(breaker.tryAcquire(), "try " + i);
      breaker.released();
    }
    succeed(breaker, 50);
  }

  @Test
  default void onlyTheLastAttemptsCount() {
    CircuitBreaker breaker = breaker(new HandTicker());
    for (int round = 0; round < 3; round++) {
      succeed(breaker, 10);
      fail(breaker, 4);
    }
    assertTrue(breaker.tryAcquire(), "four of the last ten");
    breaker.failed();
    assertFalse(breaker.tryAcquire(), "five of the last ten");
  }

  @Test
  default void eachStandsForItselfWhateverItsName() {
    CircuitBreakers breakers = breakers(new HandTicker());
    CircuitBreaker one = breakers.open("same", Limits.usual());
    CircuitBreaker other = breakers.open("same", Limits.usual());
    fail(one, 5);
    assertFalse(one.tryAcquire());
    assertTrue(other.tryAcquire());
  }

  @Test
  default void itsStateIsOneLowerCaseWord() {
    CircuitBreaker breaker = breaker(new HandTicker());
    String before = breaker.state();
    assertTrue(before.matches("[a-z-]+"), before);
    fail(breaker, 5);
    assertTrue(breaker.state().matches("[a-z-]+"), breaker.state());
    assertFalse(breaker.state().equals(before), "the same while it refuses");
  }
}
