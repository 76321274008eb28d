package io.plimsoll.core.memory;

/**
 * The fractions of a limit at which a stage begins and ends.
 *
 * @param enter at or above this it begins
 * @param leave below this it may end
 */
public record Line(double enter, double leave) {

  /** Refuses a line that a reading could cross both ways at once. */
  public Line {
    if (!(leave > 0 && leave < enter && enter <= 1)) {
      throw new IllegalArgumentException(
          "load line: is enter %s, leave %s; must be 0 < leave < enter <= 1; try 0.8 and 0.7"
              .formatted(enter, leave));
    }
  }
}
