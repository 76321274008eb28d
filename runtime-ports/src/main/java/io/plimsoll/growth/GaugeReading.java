package io.plimsoll.growth;

/**
 * What a gauge shows at one moment.
 *
 * @param gauge which
 * @param value how much
 */
public record GaugeReading(Gauge gauge, long value) {}
