package outside.adapter;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.CircuitBreakers.Limits;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Refuses for a while after enough of the last attempts failed, then lets a few try. */
final class CountingBreaker implements CircuitBreaker {

  private final Limits limits;
  private final Ticker ticker;
  private final Deque<Boolean> failures = new ArrayDeque<>(); // of the window, or of the trials
  private boolean refusing;
  private long until;
  private int trying;

  CountingBreaker(Limits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
  }

  @Override
  public synchronized boolean tryAcquire() {
    if (refusing && (left() > 0 || trying + failures.size() >= limits.trials())) {
      return false;
    }
    trying++;
    return true;
  }

  @Override
  public synchronized void succeeded() {
    trying--;
    if (refusing) {
      failures.clear();
      refusing = false;
    }
    count(false);
  }

  @Override
  public synchronized void failed() {
    trying--;
    count(true);
    long bad = failures.stream().filter(failed -> failed).count();
    int least = refusing ? limits.trials() : limits.least();
    if (failures.size() >= least && bad >= limits.failures() * failures.size()) {
      failures.clear();
      refusing = true;
      until = ticker.nanos() + limits.pause().toNanos();
    }
  }

  @Override
  public synchronized void released() {
    trying--;
  }

  private void count(boolean failed) {
    failures.add(failed);
    if (failures.size() > limits.window()) {
      failures.remove();
    }
  }

  private long left() {
    return refusing ? Math.max(0, until - ticker.nanos()) : 0;
  }

  @Override
  public synchronized Duration retryAfter() {
    return Duration.ofNanos(left());
  }

  @Override
  public synchronized String state() {
    return refusing ? "refusing" : "serving";
  }
}
