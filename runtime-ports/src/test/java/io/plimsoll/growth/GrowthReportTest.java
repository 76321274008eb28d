package io.plimsoll.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
            OptionalDouble.empty());
    assertThat(cleared.words()).contains("in 90 min");
  }

  @Test
  void whatIsClearedSaysSo() {
    assertThat(grown(Gauge.count("threads", ""), Grown.State.CLEARED, 12, 0).words())
        .isEqualTo("threads: does not grow any more, 12 now");
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
    assertThat(map.get("grown"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "leases",
                    "owner",
                    "a",
                    "unit",
                    "count",
                    "state",
                    "confirmed",
                    "from",
                    10L,
                    "to",
                    400L,
                    "overMillis",
                    300_000L,
                    "perHour",
                    99.5,
                    "perHourLeast",
                    49.75,
                    "perHourMost",
                    199.0)));
  }
}
