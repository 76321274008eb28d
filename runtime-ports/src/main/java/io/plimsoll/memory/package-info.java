/**
 * The load line: how full the memory is, and what that means for work.
 *
 * <p>Begin with {@link io.plimsoll.memory.Stage}: from all is well by way of giving things back and
 * refusing new work to leaving cleanly. A {@link io.plimsoll.memory.LoadReport} says what was read,
 * who holds how much, and which stages were entered and why. The other types are readings.
 *
 * <pre>{@code
 * void tell(LoadReport report) {
 *   if (report.stage().compareTo(Stage.REFUSE) >= 0) {
 *     System.out.println(report.text());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.memory;

import org.jspecify.annotations.NullMarked;
