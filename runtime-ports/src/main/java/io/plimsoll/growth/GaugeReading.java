package io.plimsoll.growth;

/**
 * What a gauge shows at one moment.
 *
 * @param gauge which
 * @param value how much
 * @param estimated whether it is what is left of one measure when others are taken away, with the
 *     errors of all: then it seems to grow sooner than it does, and is told only when it is sure
 * @since 0.1.0
 */
public record GaugeReading(Gauge gauge, long value, boolean estimated) {

  /** One that was counted or measured itself. */
  public GaugeReading(Gauge gauge, long value) {
    this(gauge, value, false);
  }
}
