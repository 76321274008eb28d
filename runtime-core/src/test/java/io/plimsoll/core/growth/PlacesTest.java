package io.plimsoll.core.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.port.Births.Birth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told together where there are too many places, and what stays apart. */
class PlacesTest {

  private static final int ALL = Places.MOST * (Places.MOST + 1) / 2;

  private final Places places = new Places("handles");
  private final List<Birth> births = new ArrayList<>();

  private void note(String owner, int place, long standsFor) {
    StackTraceElement call =
        new StackTraceElement("com.example.Place" + place, "make", "Place.java", place);
    births.add(places.note(owner, CallStack.of(new StackTraceElement[] {call}), standsFor));
  }

  private static BirthPlace of(String owner, int place, long count) {
    String call = "com.example.Place%d.make(Place.java:%d)".formatted(place, place);
    return new BirthPlace("handles", owner, count, List.of(call));
  }

  /** As many owners at one place as are told apart; the first has one thing, the next has two. */
  private void fill() {
    for (int i = 1; i <= Places.MOST; i++) {
      note("owner " + i, 1, i);
    }
  }

  @Test
  void whatSeveralOwnersHoldOfOnePlaceIsToldOfNoneOfThem() {
    note("a", 1, 1);
    note("b", 1, 2);
    note("c", 2, 4);
    assertThat(places.alive("")).containsExactly(of("c", 2, 4), of("", 1, 3));
    assertThat(places.alive("a")).containsExactly(of("a", 1, 1));
    assertThat(places.alive("b")).containsExactly(of("b", 1, 2));
  }

  @Test
  void theTwoOwnersOfAPlaceThatHoldLeastAreToldTogether() {
    fill();
    note("newcomer", 2, 9);
    assertThat(places.alive("owner 1")).isEmpty();
    assertThat(places.alive("owner 2")).isEmpty();
    assertThat(places.alive("owner 3")).containsExactly(of("owner 3", 1, 3));
    assertThat(places.alive("newcomer")).containsExactly(of("newcomer", 2, 9));
    assertThat(places.alive("")).containsExactly(of("", 1, ALL), of("newcomer", 2, 9));
  }

  @Test
  void thoseThatAreToldTogetherAreJoinedByTheNextWhereTheyHoldLeast() {
    fill();
    note("newcomer", 2, 90);
    births.get(0).end();
    note("next", 3, 80);
    assertThat(places.alive("owner 3")).as("now with the first two").isEmpty();
    assertThat(places.alive("owner 4")).containsExactly(of("owner 4", 1, 4));
    assertThat(places.alive(""))
        .containsExactly(of("", 1, ALL - 1), of("newcomer", 2, 90), of("next", 3, 80));
    births.forEach(Birth::end);
    assertThat(places.alive("")).isEmpty();
  }

  @Test
  void noOwnerIsToldTogetherWithWhatIsHeldNoMore() {
    note("gone", 1, 1);
    note("stays", 1, 1);
    for (int place = 2; place < Places.MOST; place++) {
      note("db", place, 5);
    }
    births.get(0).end();
    note("db", Places.MOST, 5);
    assertThat(places.alive("stays")).containsExactly(of("stays", 1, 1));
  }

  @Test
  void whoIsForgottenTakesNothingFromOthersAtTheSamePlace() {
    note("db", 1, 2);
    note("elsewhere", 1, 3);
    places.forget("db");
    assertThat(places.alive("")).containsExactly(of("elsewhere", 1, 3));
    births.get(0).end();
    assertThat(places.alive("")).containsExactly(of("elsewhere", 1, 3));
    births.get(1).end();
    assertThat(places.alive("")).isEmpty();
  }
}
