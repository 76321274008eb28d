package io.plimsoll.lease;

import io.plimsoll.command.OutcomeKind;
import java.util.Map;

/**
 * The state of a runtime at one moment: every count beside its bound.
 *
 * @param live commands that hold a slot: starting, running or being ended
 * @param limit the most commands that may be live
 * @param queued commands that wait for a slot; one that pauses before another attempt does not
 * @param queueBound the most commands that may wait
 * @param opened leases opened since the start
 * @param ended leases ended since the start
 * @param outcomes ended leases by how they ended
 * @param residentBytes resident memory of all live trees at their last reading
 * @param scopes open scopes
 * @param scopeBound the most scopes that may be open
 * @param threads live threads that the runtime has started; the JDK's own do not count
 * @param threadBound the most threads that it may have
 * @since 0.1.0
 */
public record Health(
    int live,
    int limit,
    int queued,
    int queueBound,
    long opened,
    long ended,
    Map<OutcomeKind, Long> outcomes,
    long residentBytes,
    int scopes,
    int scopeBound,
    int threads,
    int threadBound) {

  /** Copies the map. */
  public Health {
    outcomes = Map.copyOf(outcomes);
  }

  /** The same with these threads. */
  public Health threads(int count, int bound) {
    return new Health(
        live,
        limit,
        queued,
        queueBound,
        opened,
        ended,
        outcomes,
        residentBytes,
        scopes,
        scopeBound,
        count,
        bound);
  }

  /** Counts beside bounds on one line. */
  @Override
  public String toString() {
    return "live %d/%d, queued %d/%d, scopes %d/%d, threads %d/%d, opened %d, ended %d, resident %d bytes"
        .formatted(
            live,
            limit,
            queued,
            queueBound,
            scopes,
            scopeBound,
            threads,
            threadBound,
            opened,
            ended,
            residentBytes);
  }
}
