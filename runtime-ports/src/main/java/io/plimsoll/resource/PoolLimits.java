package io.plimsoll.resource;

import io.plimsoll.command.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * The bounds of a pool. Each is checked where it is set: what cannot be kept is refused in words.
 *
 * @param most how many connections there may be, 1 to {@value #MOST_CONNECTIONS}
 * @param open how long opening one may take
 * @param patience how long a borrower waits unless it says otherwise
 * @param idle how long one may lie unused
 * @param life how long one may live, less up to 2.5 % by chance so that not all end at once
 * @param validateAfter after how long without use one is validated before it is lent; zero for each
 *     time
 * @param keepAlive how often an unused one is validated, shorter than {@code idle}; empty where
 *     that is off
 * @param sweep how often all unused ones are looked at
 * @param held after how long a loan is reported as held too long
 * @param reclaim whether such a one is taken away from its borrower and closed
 * @since 0.1.0
 */
public record PoolLimits(
    int most,
    Duration open,
    Duration patience,
    Duration idle,
    Duration life,
    Duration validateAfter,
    Optional<Duration> keepAlive,
    Duration sweep,
    Duration held,
    boolean reclaim) {

  /** The most connections that one pool may have. */
  public static final int MOST_CONNECTIONS = 10_000;

  /** Refuses numbers and times out of range. */
  public PoolLimits {
    if (most < 1 || most > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "pool.most: is %d; must be from 1 to %d; try 8".formatted(most, MOST_CONNECTIONS));
    }
    check("open", open, "5s");
    check("patience", patience, "1s");
    check("idle", idle, "5m");
    check("life", life, "30m");
    if (!validateAfter.isZero()) {
      check("validateAfter", validateAfter, "500ms, or 0 to validate each time");
    }
    check("sweep", sweep, "10s");
    check("held", held, "2m");
    if (keepAlive.isPresent()) {
      check("keepAlive", keepAlive.get(), "2m");
      if (keepAlive.get().compareTo(idle) >= 0) {
        throw new IllegalArgumentException(
            "pool.keepAlive: is %s; must be shorter than pool.idle, which is %s, or it never acts; set idle first"
                .formatted(Durations.words(keepAlive.get()), Durations.words(idle)));
      }
    }
  }

  private static void check(String what, Duration time, String remedy) {
    if (time.isZero() || time.isNegative() || time.compareTo(Durations.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "pool.%s: is %s; must be longer than zero and at most 36500 days; try %s"
              .formatted(what, time, remedy));
    }
  }

  /** The usual bounds: 8 connections, 1 s of waiting, 5 min idle, 30 min of life. */
  public static PoolLimits usual() {
    return new PoolLimits(
        8,
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofMillis(500),
        Optional.empty(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        false);
  }

  /** The same with at most so many connections. */
  public PoolLimits most(int connections) {
    return new PoolLimits(
        connections, open, patience, idle, life, validateAfter, keepAlive, sweep, held, reclaim);
  }

  /** The same with this time for opening one. */
  public PoolLimits open(Duration time) {
    return new PoolLimits(
        most, time, patience, idle, life, validateAfter, keepAlive, sweep, held, reclaim);
  }

  /** The same with this patience of a borrower. */
  public PoolLimits patience(Duration time) {
    return new PoolLimits(
        most, open, time, idle, life, validateAfter, keepAlive, sweep, held, reclaim);
  }

  /** The same with this time without use. */
  public PoolLimits idle(Duration time) {
    return new PoolLimits(
        most, open, patience, time, life, validateAfter, keepAlive, sweep, held, reclaim);
  }

  /** The same with this time of life. */
  public PoolLimits life(Duration time) {
    return new PoolLimits(
        most, open, patience, idle, time, validateAfter, keepAlive, sweep, held, reclaim);
  }

  /** The same, validated before a loan after so long without use. */
  public PoolLimits validateAfter(Duration time) {
    return new PoolLimits(most, open, patience, idle, life, time, keepAlive, sweep, held, reclaim);
  }

  /** The same, unused ones validated so often. */
  public PoolLimits keepAlive(Duration time) {
    return new PoolLimits(
        most, open, patience, idle, life, validateAfter, Optional.of(time), sweep, held, reclaim);
  }

  /** The same, looked at so often. */
  public PoolLimits sweep(Duration time) {
    return new PoolLimits(
        most, open, patience, idle, life, validateAfter, keepAlive, time, held, reclaim);
  }

  /** The same with loans reported after so long. */
  public PoolLimits held(Duration time) {
    return new PoolLimits(
        most, open, patience, idle, life, validateAfter, keepAlive, sweep, time, reclaim);
  }

  /** The same, with loans held too long taken away, or left to their borrowers. */
  public PoolLimits reclaim(boolean take) {
    return new PoolLimits(
        most, open, patience, idle, life, validateAfter, keepAlive, sweep, held, take);
  }
}
