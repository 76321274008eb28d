package io.plimsoll.verification.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of a contestant showed.
 *
 * @param value what is compared, in the unit of the contest
 * @param beside further figures by name, with their unit in the name, as {@code own CPU us/job}
 */
public record Sample(double value, Map<String, Double> beside) {

  public Sample {
    beside = new LinkedHashMap<>(beside);
  }

  /** One figure. */
  public static Sample of(double value) {
    return new Sample(value, Map.of());
  }

  /** The same with one more figure beside it. */
  public Sample with(String name, double figure) {
    Map<String, Double> more = new LinkedHashMap<>(beside);
    more.put(name, figure);
    return new Sample(value, more);
  }
}
