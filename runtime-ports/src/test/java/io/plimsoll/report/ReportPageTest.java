package io.plimsoll.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.Grown;
import io.plimsoll.growth.GrowthReport;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final String EVIL = "\"><script>alert('x')</script>&\u001b[31m\ud800";

  @Test
  void itBeginsWithTheVerdict() {
    String page = ReportPage.html(Samples.leaking());
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains(
            "<h1>It leaks: leases of session/import, from 10 to 400 in 10 min, and 1 more.</h1>");
    assertThat(ReportPage.html(Samples.quiet())).contains("<h1>Nothing grew: 600 readings");
    assertThat(page.split("<h1", -1)).hasSize(2);
  }

  @Test
  void everySeriesIsDrawnWithItsTrendAndTheLoadLine() {
    String page = ReportPage.html(Samples.leaking());
    assertThat(page.split("<figure>", -1)).hasSize(5); // two of the memory, two that grow
    assertThat(page.split("class=\"loadline\" d=\"M0 [0-9.]*H1000\"", -1)).hasSize(3);
    assertThat(page.split("class=\"trend\" d=\"M0 [0-9.]*L1000 ", -1)).hasSize(3);
    assertThat(page).contains("<rect class=\"shed\" x=\"833.3\" y=\"0\" width=\"166.7\"");
  }

  @Test
  void everyDrawingHasATitleADescriptionAndItsFigures() {
    String page = ReportPage.html(Samples.leaking());
    assertThat(page.split("<svg role=\"img\"", -1)).hasSize(5);
    List<String> ids = all(page, "aria-labelledby=\"(f\\d-t f\\d-d)\"");
    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    for (String id : String.join(" ", ids).split(" ")) {
      assertThat(all(page, "id=\"(" + id + ")\"")).as(id).hasSize(1);
    }
    assertThat(page)
        .contains("Over 10 min: heap live was 12 MiB at first, between 12 MiB and 32 MiB, ")
        .contains("The load line is at 56 MiB.");
  }

  @Test
  void whatComesFromOutsideIsEscaped() {
    Gauge gauge = Gauge.bytes(EVIL, EVIL);
    GrowthReport growth =
        new GrowthReport(
            600,
            128,
            1,
            0,
            1,
            List.of(Samples.grown(gauge, Grown.State.CONFIRMED, 1 << 20, 9 << 20)),
            List.of(Samples.straight(gauge, 1 << 20, 9 << 20)));
    LeakReport report =
        Samples.of(
            growth,
            Optional.of(EVIL),
            List.of(
                new BirthPlace(EVIL, EVIL, 1, List.of(EVIL)),
                new BirthPlace(EVIL, "", 1, List.of(EVIL))));
    String page = ReportPage.html(report);
    assertThat(page)
        .doesNotContain("<script", "alert('", "\u001b", "\ud800")
        .contains(
            "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\\u001b[31m\ufffd");
  }

  @Test
  void itFetchesAndRunsNothing() {
    String page = ReportPage.html(Samples.leaking());
    assertThat(page)
        .doesNotContain("http:", "https:", "url(", "@import", "src=", "<link", "<script", "href=")
        .contains("default-src 'none'")
        .doesNotContainPattern("\\son[a-z]+=");
  }

  @Test
  void everyElementThatIsOpenedIsClosed() {
    String body = ReportPage.html(Samples.leaking()).replaceFirst("(?s)<style>.*</style>", "");
    java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>();
    Pattern.compile("<(/?)([a-z0-9]+)[^>]*?(/?)>")
        .matcher(body)
        .results()
        .filter(tag -> !tag.group(2).equals("meta") && tag.group(3).isEmpty())
        .forEach(tag -> turn(open, tag));
    assertThat(open).isEmpty();
  }

  private static void turn(java.util.ArrayDeque<String> open, MatchResult tag) {
    if (tag.group(1).isEmpty()) {
      open.push(tag.group(2));
    } else {
      assertThat(open.pop()).isEqualTo(tag.group(2));
    }
  }

  @Test
  void aSessionOfWhichNothingWasReadHasAPageToo() {
    LeakReport nothing =
        new LeakReport(
            "0123456789abcdef",
            Samples.START,
            Samples.START,
            0,
            io.plimsoll.memory.Stage.NORMAL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            new GrowthReport(0, 128, 0, 0, List.of()),
            List.of(),
            List.of(),
            List.of());
    assertThat(ReportPage.html(nothing))
        .contains("<h1>Too short to tell what grows: 0 of 128 readings.</h1>")
        .contains("The memory was not read in this session.")
        .doesNotContain("<figure>");
    assertThat(nothing.text()).contains("no stage of the load line was entered");
  }

  @Test
  void ticksAreRoundAndFew() {
    assertThat(labels(Ticks.amounts(Gauge.Unit.BYTES, 0, 64 << 20)))
        .containsExactly("0", "20 MiB", "40 MiB", "60 MiB");
    assertThat(labels(Ticks.amounts(Gauge.Unit.BYTES, 0, 4L << 30)))
        .containsExactly("0", "1 GiB", "2 GiB", "3 GiB", "4 GiB");
    assertThat(labels(Ticks.amounts(Gauge.Unit.BYTES, 0, 1.5 * (1 << 30))))
        .containsExactly("0", "500 MiB", "1000 MiB", "1500 MiB");
    assertThat(labels(Ticks.amounts(Gauge.Unit.COUNT, 0, 3))).containsExactly("0", "1", "2", "3");
    assertThat(labels(Ticks.amounts(Gauge.Unit.COUNT, 990, 1_034)))
        .containsExactly("990", "1000", "1010", "1020", "1030");
    assertThat(labels(Ticks.times(600_000)))
        .containsExactly("0", "2 min", "4 min", "6 min", "8 min", "10 min");
    assertThat(labels(Ticks.times(900))).containsExactly("0", "0.2 s", "0.4 s", "0.6 s", "0.8 s");
    assertThat(labels(Ticks.times(31L * 86_400_000))).hasSizeLessThan(7).contains("7 d");
  }

  private static List<String> labels(Ticks ticks) {
    return ticks.all().stream().map(Ticks.Tick::label).toList();
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }
}
