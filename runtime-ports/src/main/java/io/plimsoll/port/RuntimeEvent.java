package io.plimsoll.port;

import java.time.Instant;

/**
 * Something that a runtime decided.
 *
 * @param sequence 1 for the first event of the runtime, then one more each
 * @param at the time of day
 * @param lease the lease that it is about
 * @param phase the phase of the lease after the decision, in lower case
 * @param what the decision in one word, such as {@code launch}, {@code signal}, {@code kill},
 *     {@code end}
 * @param words the same with its reason, for people; control characters shown, secrets never in it
 * @since 0.1.0
 */
public record RuntimeEvent(
    long sequence, Instant at, String lease, String phase, String what, String words) {}
