package io.plimsoll.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What grows in a session.
 *
 * @param readings how often everything was counted and weighed so far
 * @param fewest how many readings there must be before anything can be said
 * @param gauges how much was counted and weighed last time
 * @param unwatched how much of it is not watched, because there is too much
 * @param accusations how many times something began to seem to grow, in all
 * @param grown what grows, seems to, or seemed to once, the surest first
 * @param series what the memory held in the course of the session, and those that grow the most
 * @since 0.1.0
 */
public record GrowthReport(
    long readings,
    int fewest,
    int gauges,
    long unwatched,
    long accusations,
    List<Grown> grown,
    List<Series> series) {

  /** Copies the lists. */
  public GrowthReport {
    grown = List.copyOf(grown);
    series = List.copyOf(series);
  }

  /** One without series, in which nothing was accused but what is. */
  public GrowthReport(long readings, int fewest, int gauges, long unwatched, List<Grown> grown) {
    this(readings, fewest, gauges, unwatched, grown.size(), grown, List.of());
  }

  /** The same with these series. */
  public GrowthReport with(List<Series> series) {
    return new GrowthReport(readings, fewest, gauges, unwatched, accusations, grown, series);
  }

  /** Whether there were too few readings to say anything. */
  public boolean isTooShort() {
    return readings < fewest;
  }

  /** The same with what a function makes of each that grows. */
  public GrowthReport each(UnaryOperator<Grown> made) {
    List<Grown> all = new ArrayList<>();
    for (Grown one : grown) {
      all.add(made.apply(one));
    }
    return new GrowthReport(readings, fewest, gauges, unwatched, accusations, all, series);
  }

  /** Lines of text, each ended. */
  public String text() {
    List<Grown> accused = accused();
    if (accused.isEmpty()) {
      String words =
          isTooShort()
              ? "what grows cannot be said yet: %d of %d readings\n".formatted(readings, fewest)
              : "nothing grows: %d readings of %d counts and weights%s\n"
                  .formatted(readings, gauges, left());
      return words + cleared();
    }
    StringBuilder text = new StringBuilder();
    text.append("what grows, by %d readings%s:\n".formatted(readings, left()));
    for (Grown one : accused) {
      text.append("  ").append(one.words()).append('\n');
      one.births().forEach(at -> text.append("    ").append(one.words(at)).append('\n'));
    }
    return text + cleared();
  }

  /** Those that grow or seem to, the surest first. */
  public List<Grown> accused() {
    List<Grown> accused = new ArrayList<>();
    for (Grown one : grown) {
      if (one.state() == Grown.State.SUSPECT || one.state() == Grown.State.CONFIRMED) {
        accused.add(one);
      }
    }
    return List.copyOf(accused);
  }

  private String cleared() {
    return grown.stream()
        .filter(one -> one.state() == Grown.State.CLEARED)
        .map(one -> "  " + one.words() + "\n")
        .collect(Collectors.joining());
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
    map.put("accusations", accusations);
    map.put("grown", grown.stream().map(Grown::asMap).toList());
    return map;
  }
}
