/**
 * Counts, bounds and durations of a runtime as meters of Micrometer.
 *
 * <p>It begins with {@link io.plimsoll.micrometer.PlimsollMetrics}, which is bound to a registry as
 * any other binder is. Meters come and go with the caches and pools that they are of, their number
 * has a bound, and they keep no closed runtime alive.
 *
 * <pre>{@code
 * try (Plimsoll plimsoll = Plimsoll.start(Settings.defaults());
 *     PlimsollMetrics metrics = new PlimsollMetrics(plimsoll)) {
 *   metrics.bindTo(new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
 *   plimsoll.run(Command.of("git", "gc"));
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.micrometer;

import org.jspecify.annotations.NullMarked;
