package io.plimsoll.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GrowthReportTest {

  private static Grown grown(Gauge gauge, Grown.State state, long to, double perHour) {
    return new Grown(
        gauge,
        state,
        10,
        to,
        Duration.ofSeconds(300),
        perHour,
        perHour / 2,
        2 * perHour,
        160,
        OptionalDouble.empty());
  }

  private static String text(long readings, long unwatched, Grown... grown) {
    return new GrowthReport(readings, 128, 7, unwatched, List.of(grown)).text();
  }

  @Test
  void itSaysThatNothingGrowsAsClearlyAsWhatDoes() {
    assertThat(text(127, 0)).isEqualTo("what grows cannot be said yet: 127 of 128 readings\n");
    assertThat(text(128, 0)).isEqualTo("nothing grows: 128 readings of 7 counts and weights\n");
    assertThat(text(128, 2))
        .isEqualTo("nothing grows: 128 readings of 7 counts and weights, 2 more not watched\n");
  }

  @Test
  void whatGrowsIsNamedWithItsOwnerItsPaceAndHowSureThatIs() {
    Grown leases = grown(Gauge.count("leases", "session/import"), Grown.State.CONFIRMED, 400, 99.5);
    Grown heap = grown(Gauge.bytes("heap", ""), Grown.State.SUSPECT, 3 << 20, 5 << 19);
    assertThat(text(300, 0, leases, heap))
        .isEqualTo(
            """
            what grows, by 300 readings:
              leases of session/import: grows, from 10 to 400 in 300 s, by 99.5 an hour (49.8 to 199)
              heap: seems to grow, from 10 B to 3 MiB in 300 s, by 2.5 MiB an hour (1.3 MiB to 5 MiB)
            """);
  }

  private static final List<String> CALLS =
      List.of("a.B.c(B.java:1)", "a.D.e(D.java:2)", "a.F.g(F.java:3)", "a.H.i(H.java:4)", "a.J.k");

  @Test
  void whereItWasBornStandsBelowIt() {
    Grown scopes =
        grown(Gauge.count("open scopes", ""), Grown.State.CONFIRMED, 40, 10)
            .births(
                List.of(
                    new BirthPlace("open scopes", "session", 12, CALLS),
                    new BirthPlace("open scopes", "", 5, List.of("a.B.c(B.java:9)")),
                    new BirthPlace("open scopes", "", 3, List.of())));
    assertThat(text(300, 0, scopes))
        .isEqualTo(
            """
            what grows, by 300 readings:
              open scopes: grows, from 10 to 40 in 300 s, by 10 an hour (5 to 20)
                12 of 40 of session born at a.B.c(B.java:1) <- a.D.e(D.java:2) <- a.F.g(F.java:3) <- a.H.i(H.java:4)
                5 of 40 born at a.B.c(B.java:9)
                3 of 40 born in other places
            """);
  }

  @Test
  void whatIsBornToAnotherGaugeOrKnownByNameIsToldAsThat() {
    BirthPlace lease = new BirthPlace("leases", "session/import", 7, List.of("a.B.c(B.java:1)"));
    Grown children = grown(Gauge.count("children", ""), Grown.State.CONFIRMED, 40, 10);
    assertThat(children.words(lease))
        .isEqualTo("7 leases of session/import born at a.B.c(B.java:1)");
    assertThat(
            grown(Gauge.count("leases", "session/import"), Grown.State.CONFIRMED, 40, 10)
                .words(lease))
        .isEqualTo("7 of 40 born at a.B.c(B.java:1)");
    Grown threads = grown(Gauge.count("threads", ""), Grown.State.CONFIRMED, 40, 10);
    assertThat(
            threads.words(
                new BirthPlace("threads by name", "pool-#", 30, List.of("a.B.c(B.java:1)"))))
        .isEqualTo("30 of 40 named pool-#, now at a.B.c(B.java:1)");
    assertThat(threads.words(new BirthPlace("threads by name", "pool-#", 30, List.of())))
        .isEqualTo("30 of 40 named pool-#");
  }

  @Test
  void withOperationsItSaysHowMuchEachAdds() {
    Grown each =
        new Grown(
            Gauge.bytes("heap", ""),
            Grown.State.CONFIRMED,
            0,
            2_048,
            Duration.ofHours(11),
            1_024,
            1_000,
            1_100,
            160,
            OptionalDouble.of(512));
    assertThat(each.words())
        .isEqualTo(
            "heap: grows, from 0 B to 2 KiB in 11 h, by 1 KiB an hour (1000 B to 1.1 KiB), 512 B each operation");
  }

  @Test
  void minutesAreToldAsSuch() {
    Grown cleared =
        new Grown(
            Gauge.count("threads", ""),
            Grown.State.SUSPECT,
            1,
            2,
            Duration.ofMinutes(90),
            1,
            1,
            1,
            160,
            OptionalDouble.empty());
    assertThat(cleared.words()).contains("in 90 min");
  }

  @Test
  void whatIsClearedSaysSo() {
    assertThat(grown(Gauge.count("threads", ""), Grown.State.CLEARED, 12, 0).words())
        .isEqualTo("threads: does not grow any more, 12 now");
  }

  @Test
  void birthPlacesAreToldToMachinesWithAllTheirCalls() {
    Grown scopes =
        grown(Gauge.count("open scopes", ""), Grown.State.CONFIRMED, 40, 10)
            .births(List.of(new BirthPlace("open scopes", "session", 12, CALLS)));
    assertThat(new GrowthReport(300, 128, 7, 1, List.of(scopes)).asMap().get("grown"))
        .asInstanceOf(list(Map.class))
        .singleElement()
        .extracting(map -> map.get("births"))
        .isEqualTo(
            List.of(
                Map.of("what", "open scopes", "owner", "session", "count", 12L, "frames", CALLS)));
  }

  @Test
  void forMachinesItIsPlainValues() {
    Map<String, Object> map =
        new GrowthReport(
                300,
                128,
                7,
                1,
                List.of(grown(Gauge.count("leases", "a"), Grown.State.CONFIRMED, 400, 99.5)))
            .asMap();
    assertThat(map).containsEntry("readings", 300L).containsEntry("unwatched", 1L);
    Map<String, Object> grown = new HashMap<>();
    grown.put("name", "leases");
    grown.put("owner", "a");
    grown.put("unit", "count");
    grown.put("state", "confirmed");
    grown.put("from", 10L);
    grown.put("to", 400L);
    grown.put("overMillis", 300_000L);
    grown.put("perHour", 99.5);
    grown.put("perHourLeast", 49.75);
    grown.put("perHourMost", 199.0);
    grown.put("afterReadings", 160L);
    grown.put("births", List.of());
    assertThat(map.get("grown")).isEqualTo(List.of(grown));
    assertThat(map).containsEntry("accusations", 1L);
  }

  @Test
  void whatNeverSeemedToGrowSaysSo() {
    assertThat(grown(Gauge.count("threads", ""), Grown.State.STEADY, 12, 0).words())
        .isEqualTo("threads: does not grow, 12 now");
  }
}
