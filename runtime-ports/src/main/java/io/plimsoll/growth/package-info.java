/**
 * What is counted and weighed again and again, and what of it grows without end.
 *
 * <p>Begin with {@link io.plimsoll.growth.Gauge}: the name of one thing that is read again and
 * again, a count or a number of bytes, with its owner. A runtime reads its own gauges and those
 * that a program adds. What grows beyond doubt becomes a {@link io.plimsoll.growth.Grown}: how
 * fast, how sure that is, and which code made it.
 *
 * <pre>{@code
 * Gauge sessions = Gauge.count("open sessions", "my server");
 * System.out.println(sessions + ": " + sessions.amount(1200));
 * }</pre>
 */
@NullMarked
package io.plimsoll.growth;

import org.jspecify.annotations.NullMarked;
