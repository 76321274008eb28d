package io.plimsoll.resource;

import java.time.Duration;
import java.util.Optional;

/**
 * What a cache may hold, and for how long. There is no policy without a bound.
 *
 * @param mostEntries how many entries it may hold; 0 where {@code mostBytes} bounds it
 * @param mostBytes how many bytes it may hold, with keys, values and the cost of an entry; 0 where
 *     {@code mostEntries} bounds it
 * @param maxAge how long after it was written an entry may be used
 * @param maxIdle how long after it was last used an entry may be used
 * @param failureAge how long a failed load is remembered, and thrown again without another try
 * @since 0.1.0
 */
public record CachePolicy(
    long mostEntries,
    long mostBytes,
    Optional<Duration> maxAge,
    Optional<Duration> maxIdle,
    Optional<Duration> failureAge) {

  /** Checks that just one of the bounds is there, and that times are longer than zero. */
  public CachePolicy {
    if (mostEntries < 0 || mostBytes < 0 || (mostEntries == 0) == (mostBytes == 0)) {
      throw new IllegalArgumentException(
          "cache: bound is %d entries and %d bytes; must be one of them, above zero; try 500 entries"
              .formatted(mostEntries, mostBytes));
    }
    check("maxAge", maxAge);
    check("maxIdle", maxIdle);
    check("failureAge", failureAge);
  }

  /** At most so many entries, without an age. */
  public static CachePolicy entries(long most) {
    return new CachePolicy(most, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** At most so many bytes, without an age. */
  public static CachePolicy bytes(long most) {
    return new CachePolicy(0, most, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with this age. */
  public CachePolicy maxAge(Duration age) {
    return new CachePolicy(mostEntries, mostBytes, Optional.of(age), maxIdle, failureAge);
  }

  /** The same with this time without use. */
  public CachePolicy maxIdle(Duration idle) {
    return new CachePolicy(mostEntries, mostBytes, maxAge, Optional.of(idle), failureAge);
  }

  /** The same with failed loads remembered for so long. */
  public CachePolicy failuresFor(Duration age) {
    return new CachePolicy(mostEntries, mostBytes, maxAge, maxIdle, Optional.of(age));
  }

  private static void check(String what, Optional<Duration> time) {
    if (time.isPresent() && (time.get().isZero() || time.get().isNegative())) {
      throw new IllegalArgumentException(
          "cache: %s is %s; must be longer than zero; try 10m".formatted(what, time.get()));
    }
  }
}
