package io.plimsoll.growth;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Something that grows, or seemed to.
 *
 * @param gauge what
 * @param state how sure that is
 * @param from what it held at the beginning, as the trend goes
 * @param to what it holds now
 * @param over the time from the one to the other
 * @param perHour by how much it grows in an hour
 * @param least the lower end of the interval in which that lies with a confidence of 95 %
 * @param most its upper end
 * @param after how many readings there were when it began to seem so, or now where it does not
 * @param perOperation by how much it grows with each operation; empty where there were none
 * @param births where what it counts was born, as far as that is known, most first
 * @since 0.1.0
 */
public record Grown(
    Gauge gauge,
    State state,
    long from,
    long to,
    Duration over,
    double perHour,
    double least,
    double most,
    long after,
    OptionalDouble perOperation,
    List<BirthPlace> births) {

  /** How many calls of a birth place are told to people. */
  private static final int CALLS = 4;

  /** Copies the list. */
  public Grown {
    births = List.copyOf(births);
  }

  /** One of which no birth place is known. */
  public Grown(
      Gauge gauge,
      State state,
      long from,
      long to,
      Duration over,
      double perHour,
      double least,
      double most,
      long after,
      OptionalDouble perOperation) {
    this(gauge, state, from, to, over, perHour, least, most, after, perOperation, List.of());
  }

  /** The same, born there. */
  public Grown births(List<BirthPlace> places) {
    return new Grown(
        gauge, state, from, to, over, perHour, least, most, after, perOperation, places);
  }

  /** How sure it is that something grows. */
  public enum State {
    /** It seems to. */
    SUSPECT,
    /** It does. */
    CONFIRMED,
    /** It seemed to, and does not any more. */
    CLEARED,
    /** It never seemed to. */
    STEADY
  }

  /** The same as texts, numbers and lists, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = gauge.asMap();
    map.put("state", state.name().toLowerCase(Locale.ROOT));
    map.put("from", from);
    map.put("to", to);
    map.put("overMillis", over.toMillis());
    map.put("perHour", perHour);
    map.put("perHourLeast", least);
    map.put("perHourMost", most);
    map.put("afterReadings", after);
    perOperation.ifPresent(each -> map.put("perOperation", each));
    map.put("births", births.stream().map(BirthPlace::asMap).toList());
    return map;
  }

  /** In one line, for people. */
  public String words() {
    if (state == State.STEADY) {
      return "%s: does not grow, %s now".formatted(gauge, gauge.amount((double) to));
    }
    if (state == State.CLEARED) {
      return "%s: does not grow any more, %s now".formatted(gauge, gauge.amount((double) to));
    }
    String each =
        perOperation.isPresent()
            ? ", %s each operation".formatted(gauge.amount(perOperation.getAsDouble()))
            : "";
    return "%s: %s, from %s to %s in %s, by %s an hour (%s to %s)%s"
        .formatted(
            gauge,
            state == State.CONFIRMED ? "grows" : "seems to grow",
            gauge.amount((double) from),
            gauge.amount((double) to),
            time(over),
            gauge.amount(perHour),
            gauge.amount(least),
            gauge.amount(most),
            each);
  }

  /** Where a part of it was born, in one line, for people. */
  public String words(BirthPlace place) {
    List<String> calls = place.frames();
    String where = String.join(" <- ", calls.subList(0, Math.min(CALLS, calls.size())));
    if (place.what().equals("threads by name")) {
      String now = calls.isEmpty() ? "" : ", now at " + where;
      return "%d of %d named %s%s".formatted(place.count(), to, place.owner(), now);
    }
    boolean itself = gauge.name().equals(place.what());
    String many =
        itself ? "%d of %d".formatted(place.count(), to) : place.count() + " " + place.what();
    boolean told = place.owner().isEmpty() || place.owner().equals(gauge.owner());
    String owner = told ? "" : " of " + place.owner();
    return many + owner + " born " + (calls.isEmpty() ? "in other places" : "at " + where);
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 600
        ? seconds + " s"
        : seconds < 36_000 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}
