package io.plimsoll.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.plimsoll.RuntimeSettings;
import io.plimsoll.Setting;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.Weigher;
import io.plimsoll.testkit.ScriptedConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table in the documentation says of every meter what it is, and of no other. */
@Timeout(60)
class MetricsTableTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern SETTING = Pattern.compile("[a-z]+\\.[a-z]+");

  /** A row: what is said of a name, and how it is bound. */
  private record Row(String type, String unit, Set<String> tags, String words, String bound) {}

  @Test
  void whatIsBoundStandsInTheTableAndTheOtherWayRound() throws IOException {
    assertThat(bound()).isEqualTo(told());
  }

  @Test
  void theValuesOfTagsStandInTheTable() throws IOException {
    Map<String, Row> table = table();
    try (Meters meters = withOneOfEach()) {
      for (Meter meter : meters.all()) {
        for (Tag tag : meter.getId().getTags()) {
          if (!Set.of("cache", "pool").contains(tag.getKey())) {
            assertThat(table.get(meter.getId().getName()).words())
                .as(meter.getId().toString())
                .contains("`" + tag.getValue() + "`");
          }
        }
      }
    }
  }

  @Test
  void theNumberOfSeriesWithoutCachesAndPoolsStandsThere() throws IOException {
    try (Meters meters = new Meters()) {
      assertThat(page()).contains("there are " + meters.all().size() + " series");
    }
  }

  @Test
  void everyBoundIsSaidAndIsAMetricOrASettingWhereItLooksLikeOne() throws IOException {
    Map<String, Row> table = table();
    Set<String> settings =
        RuntimeSettings.all().stream().map(Setting::key).collect(Collectors.toSet());
    table.forEach(
        (name, row) -> {
          assertThat(row.bound()).as(name).isNotBlank();
          for (String code : codes(row.bound())) {
            if (code.startsWith("plimsoll.")) {
              assertThat(table).as(name).containsKey(code);
            } else if (SETTING.matcher(code).matches()) {
              assertThat(settings).as(name).contains(code);
            }
          }
        });
  }

  @Test
  void everyMeterSaysWhatItIs() {
    try (Meters meters = withOneOfEach()) {
      for (Meter meter : meters.all()) {
        assertThat(meter.getId().getDescription()).as(meter.getId().toString()).isNotBlank();
      }
    }
  }

  private static Meters withOneOfEach() {
    Meters meters = new Meters();
    meters.plimsoll.cache("names", CachePolicy.entries(10), Weigher.<String, String>usual());
    meters.plimsoll.pool("orders", new ScriptedConnections());
    meters.scrape();
    return meters;
  }

  private static Map<String, List<String>> bound() {
    Map<String, List<String>> bound = new TreeMap<>();
    try (Meters meters = withOneOfEach()) {
      for (Meter meter : meters.all()) {
        Meter.Id id = meter.getId();
        Set<String> tags =
            id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        String type = id.getType().name().toLowerCase(Locale.ROOT);
        List<String> said = List.of(type, unit, tags.toString());
        assertThat(bound.getOrDefault(id.getName(), said)).as(id.toString()).isEqualTo(said);
        bound.put(id.getName(), said);
      }
    }
    return bound;
  }

  private static Map<String, List<String>> told() throws IOException {
    Map<String, List<String>> told = new TreeMap<>();
    table()
        .forEach(
            (name, row) -> told.put(name, List.of(row.type(), row.unit(), row.tags().toString())));
    return told;
  }

  private static Map<String, Row> table() throws IOException {
    Map<String, Row> table = new TreeMap<>();
    for (String line : page().lines().filter(l -> l.startsWith("| `plimsoll.")).toList()) {
      List<String> cells = new ArrayList<>();
      for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
        cells.add(cell.strip());
      }
      assertThat(cells).as(line).hasSize(6);
      Row row =
          new Row(
              cells.get(1),
              cells.get(2),
              new TreeSet<>(codes(cells.get(3))),
              cells.get(4),
              cells.get(5));
      assertThat(table.put(codes(cells.get(0)).get(0), row)).as("twice: " + line).isNull();
    }
    return table;
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult it) -> it.group(1)).toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/metrics.md"));
  }
}
