package io.plimsoll.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.plimsoll.port.AdmissionGate;
import io.plimsoll.port.Ticker;
import java.time.Duration;

/**
 * The gate that new work passes: a circuit breaker that is told its state.
 *
 * <p>While it is open nothing but a flag is read. On trial each admission takes a permission of the
 * half-open breaker and gives it back a second later, whatever became of the work: so no permission
 * is ever lost, and the breaker, which sees no results, never changes its state by itself.
 */
final class ResilienceGate implements AdmissionGate {

  /** How many may come in within a second while on trial. */
  static final int TRIALS = 4;

  private static final long TRIAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private final CircuitBreaker breaker;

  // TRIALS long: as many permissions as there are; without one nobody is admitted.
  private final long[] takenAt = new long[TRIALS];
  private int taken;
  private volatile boolean open = true;

  ResilienceGate(Ticker ticker) {
    QuietLogging.ensure();
    this.ticker = ticker;
    this.breaker =
        CircuitBreaker.of(
            "plimsoll-admission",
            CircuitBreakerConfig.custom()
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(Duration.ZERO) // else it needs a scheduler
                .automaticTransitionFromOpenToHalfOpenEnabled(false) // the same
                .writableStackTraceEnabled(false)
                .clock(new TickerClock(ticker))
                .build());
  }

  @Override
  public boolean admits() {
    return open || admitsNow();
  }

  private synchronized boolean admitsNow() {
    giveBack();
    if (!breaker.tryAcquirePermission()) {
      return false;
    }
    if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
      takenAt[taken++] = ticker.nanos();
    }
    return true;
  }

  private void giveBack() {
    int due = 0;
    while (due < taken && ticker.nanos() - takenAt[due] >= TRIAL_NANOS) {
      breaker.releasePermission();
      due++;
    }
    taken -= due;
    System.arraycopy(takenAt, due, takenAt, 0, taken);
  }

  @Override
  public synchronized void open() {
    if (breaker.getState() != CircuitBreaker.State.CLOSED) {
      breaker.transitionToClosedState();
    }
    open = true;
  }

  @Override
  public synchronized void trial() {
    if (breaker.getState() != CircuitBreaker.State.HALF_OPEN) {
      breaker.transitionToHalfOpenState(); // with all its permissions
      taken = 0;
    }
    open = false;
  }

  @Override
  public synchronized void shut() {
    if (breaker.getState() != CircuitBreaker.State.FORCED_OPEN) {
      breaker.transitionToForcedOpenState();
    }
    open = false;
  }

  @Override
  public String state() {
    return switch (breaker.getState()) {
      case FORCED_OPEN, OPEN -> "shut";
      case HALF_OPEN -> "trial";
      case CLOSED, DISABLED, METRICS_ONLY -> "open";
    };
  }

  @Override
  public void close() {
    open(); // who still asks is not kept out by what nobody steers any more
  }
}
