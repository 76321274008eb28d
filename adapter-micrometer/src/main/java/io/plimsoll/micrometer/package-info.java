/** Counts, bounds and durations of a runtime as meters of Micrometer. */
@NullMarked
package io.plimsoll.micrometer;

import org.jspecify.annotations.NullMarked;
