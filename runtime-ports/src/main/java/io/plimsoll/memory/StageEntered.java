package io.plimsoll.memory;

import java.time.Instant;
import java.util.Optional;

/**
 * A stage that a measure came to, from below or from above.
 *
 * @param at when
 * @param stage which
 * @param measure by which measure
 * @param reading the figures at that time
 * @param words why
 * @since 0.1.0
 */
public record StageEntered(
    Instant at, Stage stage, Measure measure, Optional<MemoryReading> reading, String words) {}
