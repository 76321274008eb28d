package io.plimsoll.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Keeps callers from a place that fails. Holds as many results as its window has, and no thread.
 */
final class ResilienceBreaker implements CircuitBreaker {

  /** How soon to come again while a few others try: their word is not in yet. */
  private static final Duration SOON = Duration.ofMillis(100);

  private final Ticker ticker;
  private final Duration pause;
  private final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker;
  private final Failed failure = new Failed();
  private volatile long refusedSince;

  ResilienceBreaker(String name, Limits limits, Ticker ticker) {
    QuietLogging.ensure();
    this.ticker = ticker;
    this.pause = limits.pause();
    this.breaker =
        io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(limits.window(), limits.least(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (100 * limits.failures()))
                .waitDurationInOpenState(limits.pause())
                .permittedNumberOfCallsInHalfOpenState(limits.trials())
                .maxWaitDurationInHalfOpenState(Duration.ZERO) // else it needs a scheduler
                .automaticTransitionFromOpenToHalfOpenEnabled(false) // the same
                .writableStackTraceEnabled(false)
                .clock(new TickerClock(ticker))
                .currentTimestampFunction(clock -> ticker.nanos(), TimeUnit.NANOSECONDS)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.OPEN) {
                refusedSince = ticker.nanos();
              }
            });
  }

  @Override
  public boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  @Override
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  @Override
  public void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
  }

  @Override
  public void released() {
    breaker.releasePermission();
  }

  @Override
  public Duration retryAfter() {
    return switch (breaker.getState()) {
      case OPEN -> {
        Duration left = pause.minusNanos(ticker.nanos() - refusedSince);
        yield left.isNegative() ? Duration.ZERO : left;
      }
      case HALF_OPEN -> SOON;
      case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> Duration.ZERO;
    };
  }

  @Override
  public String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Stands for every failure: which one it was the breaker need not know. */
  private static final class Failed extends Exception {

    private static final long serialVersionUID = 1;

    private Failed() {
      super("failed", null, false, false);
    }
  }
}
