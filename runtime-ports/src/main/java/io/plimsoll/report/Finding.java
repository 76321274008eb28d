package io.plimsoll.report;

import io.plimsoll.growth.BirthPlace;
import io.plimsoll.growth.Grown;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that grew, with what is known of it.
 *
 * @param grown what, how sure that is, and how fast it grows
 * @param cause what does that, as far as can be told from here
 * @param advice what to change
 * @param crossing when it comes to the load line; empty where none holds for it
 * @param birthPlaces where what is still held of it came to life
 * @since 0.1.0
 */
public record Finding(
    Grown grown,
    String cause,
    String advice,
    Optional<Crossing> crossing,
    List<BirthPlace> birthPlaces) {

  /** Copies the list. */
  public Finding {
    birthPlaces = List.copyOf(birthPlaces);
  }

  /** The lower end of the interval in which the growth with each operation lies. */
  public OptionalDouble perOperationLeast() {
    return each(grown.least());
  }

  /** Its upper end. */
  public OptionalDouble perOperationMost() {
    return each(grown.most());
  }

  private OptionalDouble each(double perHour) {
    return grown.perOperation().isPresent() && grown.perHour() != 0
        ? OptionalDouble.of(grown.perOperation().getAsDouble() * perHour / grown.perHour())
        : OptionalDouble.empty();
  }

  /** From what to what in which time. */
  public String rise() {
    return "from %s to %s in %s"
        .formatted(
            grown.gauge().amount((double) grown.from()),
            grown.gauge().amount((double) grown.to()),
            Spans.words(grown.over()));
  }

  /** How fast, for people, with the interval in which that lies. */
  public String pace() {
    String hourly =
        "%s an hour (%s to %s)"
            .formatted(amount(grown.perHour()), amount(grown.least()), amount(grown.most()));
    if (grown.perOperation().isEmpty()) {
      return hourly;
    }
    String interval =
        perOperationLeast().isPresent()
            ? " (%s to %s)"
                .formatted(
                    amount(perOperationLeast().getAsDouble()), amount(perOperationMost().orElse(0)))
            : "";
    return "%s, %s each operation%s"
        .formatted(hourly, amount(grown.perOperation().getAsDouble()), interval);
  }

  private String amount(double value) {
    return grown.gauge().amount(value);
  }
}
