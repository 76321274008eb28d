package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Maker;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.port.Births.Birth;
import io.plimsoll.port.Births.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BirthPlacesTest {

  private static final Gauge HANDLES = Gauge.count("handles", "db");
  private static final Gauge ALL_HANDLES = Gauge.count("handles", "");
  private static final long PLENTY = Long.MAX_VALUE;
  private static final int HARDLY_EVER = 1 << 29;

  private static BirthPlaces begun(int oneOf) {
    BirthPlaces places = new BirthPlaces(oneOf);
    places.second(List.of());
    return places;
  }

  /** One of these frames, as of a place of that number. */
  private static Throwable at(int number) {
    Throwable thrown = new Throwable("born here");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.example.Place" + number, "make", "Place.java", number)
        });
    return thrown;
  }

  private static long sum(List<BirthPlace> places) {
    return places.stream().mapToLong(BirthPlace::count).sum();
  }

  @Test
  void aPlaceIsToldWithTheCodeOfWhoCalledFirst() {
    BirthPlaces places = begun(1);
    Maker.one(places.of("handles"), "db", false);
    assertThat(places.of(HANDLES, PLENTY))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.what()).isEqualTo("handles");
              assertThat(place.owner()).isEqualTo("db");
              assertThat(place.count()).isEqualTo(1);
              assertThat(place.frames().get(0)).isEqualTo("com.example.Maker.one(Maker.java:12)");
              assertThat(place.frames()).hasSizeLessThanOrEqualTo(CallStack.DEPTH);
            });
  }

  @Test
  void placesAreToldApartAndTheirLikesCountedTogetherMostFirst() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    for (int i = 0; i < 5; i++) {
      Maker.one(register, "db", false);
    }
    for (int i = 0; i < 7; i++) {
      Maker.other(register, "db", false);
    }
    Maker.one(register, "elsewhere", false);
    assertThat(places.of(HANDLES, PLENTY)).extracting(BirthPlace::count).containsExactly(7L, 5L);
    assertThat(places.of(HANDLES, PLENTY))
        .extracting(place -> place.frames().get(0))
        .containsExactly(
            "com.example.Maker.other(Maker.java:16)", "com.example.Maker.one(Maker.java:12)");
  }

  @Test
  void whatHasEndedIsCountedNoMoreHoweverOftenItIsSaid() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    Birth first = Maker.one(register, "db", false);
    Birth second = Maker.one(register, "db", false);
    first.end();
    first.end();
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(1);
    second.end();
    assertThat(places.of(HANDLES, PLENTY)).isEmpty();
  }

  /** As many as are born in a second, so that all samples are taken. */
  private static final int SECOND = 20_000;

  @Test
  void oneInSoManyIsNotedAndStandsForTheOthers() {
    BirthPlaces places = begun(128);
    Register register = places.of("handles");
    int noted = 0;
    for (int i = 0; i < 20; i++) {
      noted += notedOf(register, SECOND, false);
      places.second(List.of());
    }
    assertThat(noted).isBetween(2_800, 3_450);
    assertThat(sum(places.of(HANDLES, PLENTY))).isBetween(360_000L, 440_000L);
  }

  @Test
  void whatManyThreadsBearIsCountedTogether() throws Exception {
    BirthPlaces places = begun(128);
    Register register = places.of("handles");
    for (int i = 0; i < 20; i++) {
      Thread thread = new Thread(() -> notedOf(register, SECOND, false));
      thread.start();
      thread.join(); // one after the other: none is missed, and all samples are taken
      places.second(List.of());
    }
    assertThat(sum(places.of(HANDLES, PLENTY))).isBetween(360_000L, 440_000L);
  }

  /** A program that makes things in turns would hide all but one of them from every 128th. */
  @Test
  void placesThatTakeTurnsAreAllFound() {
    BirthPlaces places = begun(128);
    Register register = places.of("handles");
    for (int i = 0; i < 10 * SECOND; i++) {
      Maker.one(register, "db", false);
      Maker.other(register, "db", false);
      if (i % (SECOND / 2) == 0) {
        places.second(List.of());
      }
    }
    assertThat(places.of(HANDLES, PLENTY))
        .hasSize(2)
        .allSatisfy(place -> assertThat(place.count()).isBetween(170_000L, 230_000L));
  }

  @Test
  void ofWhatIsBornVeryOftenOneInMoreIsNotedAndStandsForMore() {
    BirthPlaces places = begun(2);
    Register register = places.of("handles");
    assertThat(notedOf(register, 100_000, false)).isEqualTo(2 * BirthPlaces.SAMPLED);
    places.second(List.of());
    register.forget("db");
    assertThat(notedOf(register, 100_000, false)).isBetween(200, 320);
    assertThat(sum(places.of(HANDLES, PLENTY))).isBetween(80_000L, 120_000L);
    places.second(List.of());
    places.second(List.of());
    notedOf(register, 800, false); // to the end of the last pause
    assertThat(notedOf(register, 100, false)).as("one of two again").isBetween(25, 75);
  }

  @Test
  void whereAllAreToBeNotedTheyAreHoweverManyTheyAre() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    assertThat(notedOf(register, 5_000, false)).isEqualTo(5_000);
    places.second(List.of());
    assertThat(notedOf(register, 5_000, false)).isEqualTo(5_000);
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(10_000);
  }

  @Test
  void theFirstIsNotedAndStandsForItself() {
    BirthPlaces places = begun(128);
    Birth first = Maker.one(places.of("handles"), "db", false);
    assertThat(first).isNotNull();
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(1);
    assertThat(places.oneOf()).isEqualTo(128);
  }

  @Test
  void makersOfTheSameThingsAreCountedTogether() {
    BirthPlaces places = begun(1);
    Maker.one(places.of("handles"), "db", false);
    Maker.one(places.of("handles"), "db", false);
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(2);
  }

  @Test
  void withZeroNoneIsNoted() {
    BirthPlaces places = begun(0);
    Register register = places.of("handles");
    for (int i = 0; i < 1_000; i++) {
      assertThat(Maker.one(register, "db", true)).isNull();
    }
    assertThat(register.born("db", at(1), 1)).isNull();
    assertThat(places.of(HANDLES, PLENTY)).isEmpty();
  }

  @Test
  void beforeTheFirstSecondHasPassedNoneIsNoted() {
    BirthPlaces places = new BirthPlaces(1);
    Register register = places.of("handles");
    assertThat(Maker.one(register, "db", true)).isNull();
    assertThat(register.born("db", at(1), 1)).isNull();
    places.second(List.of());
    assertThat(Maker.one(register, "db", false)).isNotNull();
  }

  private static int notedOf(Register register, int births, boolean nearlyFull) {
    int noted = 0;
    for (int i = 0; i < births; i++) {
      noted += Maker.one(register, "db", nearlyFull) == null ? 0 : 1;
    }
    return noted;
  }

  @Test
  void whereAThingIsNearlyFullAllAreNotedUpToABoundEachSecond() {
    BirthPlaces places = begun(HARDLY_EVER);
    Register register = places.of("handles");
    assertThat(notedOf(register, 60, true)).isEqualTo(60);
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(60);
    assertThat(notedOf(register, 60, true)).isEqualTo(4);
    assertThat(notedOf(register, 60, true)).isZero();
    places.second(List.of());
    assertThat(notedOf(register, 200, true)).isEqualTo(BirthPlaces.EACH_SECOND);
    places.second(List.of());
    places.second(List.of());
    assertThat(notedOf(register, 200, true)).as("nothing is saved up").isEqualTo(64);
    places.second(List.of());
    assertThat(notedOf(register, 60, false)).isZero();
  }

  @Test
  void whereAllAreNotedEachStandsForItself() {
    BirthPlaces places = begun(2);
    assertThat(notedOf(places.of("handles"), 60, true)).isEqualTo(60);
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(60);
  }

  @Test
  void ofWhatGrowsAllAreNotedWhileItDoes() {
    BirthPlaces places = begun(HARDLY_EVER);
    Register register = places.of("handles");
    Register other = places.of("scopes");
    notedOf(register, 1, false);
    notedOf(other, 1, false);
    places.second(List.of(HANDLES));
    assertThat(register.wantsAll()).isTrue();
    assertThat(other.wantsAll()).isFalse();
    assertThat(notedOf(register, 10, false)).isEqualTo(10);
    assertThat(notedOf(other, 10, false)).isZero();
    places.second(List.of());
    assertThat(notedOf(register, 10, false)).isZero();
  }

  @Test
  void moreThanTheBoundAreToldTogetherAndNoneIsLost() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    List<Birth> births = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      for (int i = 0; i < (number == 3 ? 500 : 1); i++) {
        births.add(register.born("db", at(number), 1));
      }
    }
    List<BirthPlace> all = places.of(ALL_HANDLES, PLENTY);
    assertThat(all).extracting(BirthPlace::count).containsExactly(936L, 500L);
    assertThat(all.get(0).frames()).as("in other places").isEmpty();
    assertThat(all.get(1).frames()).containsExactly("com.example.Place3.make(Place.java:3)");
    births.forEach(Birth::end);
    assertThat(places.of(ALL_HANDLES, PLENTY)).isEmpty();
  }

  @Test
  void theRarestAreToldLastAsOtherPlaces() {
    Places places = new Places("handles");
    List<Birth> births = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      births.add(places.note("db", CallStack.of(at(number).getStackTrace()), number < 60 ? 9 : 2));
    }
    List<BirthPlace> all = places.alive("");
    assertThat(all).hasSize(Places.MOST + 1);
    assertThat(sum(all)).isEqualTo(60 * 9 + 940 * 2);
    BirthPlace others = all.get(Places.MOST);
    assertThat(others.frames()).isEmpty();
    assertThat(others.count()).isEqualTo((1_000 - Places.MOST) * 2L);
    assertThat(places.alive("db")).as("whose the others are is not known").hasSize(Places.MOST);
    births.forEach(Birth::end);
    assertThat(places.alive("")).isEmpty();
  }

  /**
   * Scopes that are made for one thing each: the code that makes them is what one wants to know.
   */
  @Test
  void aPlaceOfManyOwnersStaysAPlace() {
    Places places = new Places("handles");
    List<Birth> births = new ArrayList<>();
    CallStack leak = CallStack.of(at(1).getStackTrace());
    for (int number = 0; number < 40; number++) {
      births.add(places.note("db", CallStack.of(at(100 + number).getStackTrace()), 5));
    }
    for (int i = 0; i < 1_000; i++) {
      births.add(places.note("scope " + i, leak, 1));
    }
    List<BirthPlace> all = places.alive("");
    assertThat(all).hasSize(41);
    assertThat(all.get(0))
        .isEqualTo(
            new BirthPlace("handles", "", 1_000, List.of("com.example.Place1.make(Place.java:1)")));
    births.forEach(Birth::end);
    assertThat(places.alive("")).isEmpty();
  }

  @Test
  void placesWithoutAnythingAliveMakeRoomFirst() {
    Places places = new Places("handles");
    Birth kept = places.note("db", CallStack.of(at(0).getStackTrace()), 1);
    for (int number = 1; number < 1_000; number++) {
      places.note("db", CallStack.of(at(number).getStackTrace()), 3).end();
    }
    assertThat(places.alive(""))
        .extracting(BirthPlace::frames)
        .containsExactly(List.of("com.example.Place0.make(Place.java:0)"));
    kept.end();
  }

  @Test
  void whatIsForgottenIsOfOneOwnerAndItsEndIsHarmless() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    Birth gone = Maker.one(register, "db", false);
    Maker.one(register, "elsewhere", false);
    register.forget("db");
    assertThat(places.of(HANDLES, PLENTY)).isEmpty();
    Maker.one(register, "db", false);
    gone.end();
    assertThat(sum(places.of(HANDLES, PLENTY))).isEqualTo(1);
    assertThat(sum(places.of(ALL_HANDLES, PLENTY))).isEqualTo(2);
  }

  /** An estimate knows less than the gauge. */
  @Test
  void noMoreAreToldThanThereAre() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    register.born("db", at(1), 128);
    register.born("db", at(2), 256);
    register.born("db", at(3), 1);
    assertThat(places.of(HANDLES, 30)).extracting(BirthPlace::count).containsExactly(19L, 9L);
    assertThat(places.of(HANDLES, 385)).extracting(BirthPlace::count).containsExactly(256L, 128L);
    assertThat(places.of(HANDLES, 0)).isEmpty();
  }

  @Test
  void placesOfFewAreNotWorthALine() {
    BirthPlaces places = begun(1);
    Register register = places.of("handles");
    for (int number = 1; number <= 40; number++) {
      register.born("db", at(number), 100 + number);
    }
    assertThat(places.of(HANDLES, PLENTY))
        .hasSize(BirthPlaces.TOLD)
        .first()
        .extracting(BirthPlace::count)
        .isEqualTo(140L);
    register.born("db", at(50), 2_800);
    assertThat(places.of(HANDLES, PLENTY))
        .extracting(BirthPlace::count)
        .containsExactly(2_800L, 140L);
    assertThat(places.of(Gauge.count("handles", "nobody"), PLENTY)).isEmpty();
  }

  @Test
  void whatHasNoBirthsOfItsOwnIsExplainedByWhatCausesIt() {
    BirthPlaces places = begun(1);
    Maker.one(places.of("leases"), "session/import", false);
    Maker.one(places.of("lent connections"), "db", false);
    Maker.one(places.of("cache entries"), "names", false);
    assertThat(places.of(Gauge.count("children", ""), 0))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.what()).isEqualTo("leases");
              assertThat(place.owner()).isEqualTo("session/import");
              assertThat(place.count()).as("not measured by the gauge").isEqualTo(1);
            });
    assertThat(places.of(Gauge.count("commands that wait", ""), 1)).hasSize(1);
    assertThat(places.of(Gauge.count("borrowers that wait", "db"), 1)).hasSize(1);
    assertThat(places.of(Gauge.count("borrowers that wait", "other"), 1)).isEmpty();
    assertThat(places.of(Gauge.bytes("heap", ""), 1)).hasSize(1);
    assertThat(places.of(Gauge.count("listeners", ""), 1)).isEmpty();
  }

  @Test
  void causesAreNotMeasuredByTheGaugeThatTheyExplain() {
    BirthPlaces places = begun(1);
    assertThat(notedOf(places.of("leases"), 10, false)).isEqualTo(10);
    assertThat(sum(places.of(Gauge.count("children", ""), 3))).isEqualTo(10);
    assertThat(sum(places.of(Gauge.count("leases", "db"), 3))).isEqualTo(3);
  }

  @Test
  void kindsAreBoundedToo() {
    BirthPlaces places = begun(1);
    for (int i = 0; i < 100; i++) {
      Maker.one(places.of("kind " + i), "db", false);
    }
    assertThat(places.of(Gauge.count("kind 15", ""), 1)).hasSize(1);
    assertThat(places.of(Gauge.count("kind 16", ""), 1)).isEmpty();
    assertThat(places.of("kind 3").born("db", false)).isNotNull();
  }

  @Test
  void manyThreadsAtOnceLoseNothing() throws Exception {
    Places places = new Places("handles");
    AtomicInteger alive = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int mine = t;
        tasks.add(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                StackTraceElement[] trace = at(mine * 10 + i % 70).getStackTrace();
                Birth birth = places.note("owner " + i % 3, CallStack.of(trace), 2);
                if (i % 5 == 0) {
                  alive.addAndGet(2);
                } else {
                  birth.end();
                }
              }
              return null;
            });
      }
      for (Future<Void> each : executor.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(sum(places.alive(""))).isEqualTo(alive.get());
  }
}
