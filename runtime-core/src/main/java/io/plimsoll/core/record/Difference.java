package io.plimsoll.core.record;

import io.plimsoll.core.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One decision that would have been another one.
 *
 * @param strand the number of the command; 0 for the memory
 * @param at how long after the beginning of the recording
 * @param wall when, by the time of day
 * @param event what happened; a tick where nothing did but the time
 * @param before the state before, as it would have been
 * @param otherwise what would have been decided
 * @param recorded what was; empty where nothing was decided then
 * @param follows whether an earlier decision of the same strand was another one already: then what
 *     happened is not what would have happened, and this is a guess
 */
public record Difference(
    long strand,
    Duration at,
    Instant wall,
    Object event,
    Object before,
    Transition<?, ?> otherwise,
    Optional<Replayed> recorded,
    boolean follows) {}
