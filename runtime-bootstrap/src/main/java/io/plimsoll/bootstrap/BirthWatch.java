package io.plimsoll.bootstrap;

import io.plimsoll.core.growth.BirthPlaces;
import io.plimsoll.core.growth.ThreadPlaces;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.port.Births;
import io.plimsoll.port.ProcessLauncher.Fact;
import io.plimsoll.port.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where what grows in a runtime was born. Of threads that are not its own it knows no births: while
 * they grow it looks at all of them, seldom, since that stops each for a moment.
 */
final class BirthWatch {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final BirthPlaces places;
  private final RuntimeThreads own;
  private final Ticker ticker;
  private volatile boolean threadsGrow;
  private volatile List<BirthPlace> threads = List.of(); // BirthPlaces.TOLD at most
  private long lookedAt; // of the timers' thread alone

  /**
   * @param own the runtime's own threads, whose births are noted
   */
  BirthWatch(BirthPlaces places, RuntimeThreads own, Ticker ticker) {
    this.places = places;
    this.own = own;
    this.ticker = ticker;
  }

  /** Takes note of births. */
  Births births() {
    return places;
  }

  /** How many births are noted, for people. */
  Fact fact() {
    int oneOf = places.oneOf();
    String words = oneOf == 0 ? "none is noted" : "one birth of " + oneOf + " is noted";
    return new Fact("birth places", words, true);
  }

  /** Those grow; once a second, on the loop. */
  void growing(List<Gauge> gauges) {
    places.second(gauges);
    threadsGrow =
        places.oneOf() > 0 && gauges.stream().anyMatch(gauge -> gauge.name().equals("threads"));
  }

  /** Looks at the threads where they grow; once a second, on a thread of the timers. */
  void look() {
    if (!threadsGrow) {
      threads = List.of();
    } else if (threads.isEmpty() || ticker.nanos() - lookedAt >= EVERY.toNanos()) {
      lookedAt = ticker.nanos();
      threads = ThreadPlaces.of(Thread.getAllStackTraces(), own::owns);
    }
  }

  /** Where what a gauge counts was born, if it shows so many. */
  List<BirthPlace> of(Gauge gauge, long held) {
    List<BirthPlace> born = places.of(gauge, held);
    return gauge.name().equals("threads")
        ? BirthPlaces.told(Stream.concat(born.stream(), threads.stream()))
        : born;
  }
}
