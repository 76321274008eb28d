package io.plimsoll.growth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What grows in a session.
 *
 * @param readings how often everything was counted and weighed so far
 * @param fewest how many readings there must be before anything can be said
 * @param gauges how much was counted and weighed last time
 * @param unwatched how much of it is not watched, because there is too much
 * @param grown what grows or seems to, the surest first
 * @param series what the memory held in the course of the session, and those that grow the most
 */
public record GrowthReport(
    long readings, int fewest, int gauges, long unwatched, List<Grown> grown, List<Series> series) {

  /** Copies the lists. */
  public GrowthReport {
    grown = List.copyOf(grown);
    series = List.copyOf(series);
  }

  /** One without series. */
  public GrowthReport(long readings, int fewest, int gauges, long unwatched, List<Grown> grown) {
    this(readings, fewest, gauges, unwatched, grown, List.of());
  }

  /** The same with these series. */
  public GrowthReport with(List<Series> series) {
    return new GrowthReport(readings, fewest, gauges, unwatched, grown, series);
  }

  /** Whether there were too few readings to say anything. */
  public boolean isTooShort() {
    return readings < fewest;
  }

  /** Lines of text, each ended. */
  public String text() {
    if (grown.isEmpty()) {
      return isTooShort()
          ? "what grows cannot be said yet: %d of %d readings\n".formatted(readings, fewest)
          : "nothing grows: %d readings of %d counts and weights%s\n"
              .formatted(readings, gauges, left());
    }
    StringBuilder text = new StringBuilder();
    text.append("what grows, by %d readings%s:\n".formatted(readings, left()));
    grown.forEach(one -> text.append("  ").append(one.words()).append('\n'));
    return text.toString();
  }

  private String left() {
    return unwatched == 0 ? "" : ", %d more not watched".formatted(unwatched);
  }

  /** The same as maps, lists, strings and numbers, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("readings", readings);
    map.put("gauges", gauges);
    map.put("unwatched", unwatched);
    map.put("grown", grown.stream().map(GrowthReport::asMap).toList());
    return map;
  }

  private static Map<String, Object> asMap(Grown one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", one.gauge().name());
    map.put("owner", one.gauge().owner());
    map.put("unit", one.gauge().unit().name().toLowerCase(Locale.ROOT));
    map.put("state", one.state().name().toLowerCase(Locale.ROOT));
    map.put("from", one.from());
    map.put("to", one.to());
    map.put("overMillis", one.over().toMillis());
    map.put("perHour", one.perHour());
    map.put("perHourLeast", one.least());
    map.put("perHourMost", one.most());
    one.perOperation().ifPresent(each -> map.put("perOperation", each));
    return map;
  }
}
