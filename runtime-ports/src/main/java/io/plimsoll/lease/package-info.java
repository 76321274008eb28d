/**
 * Leases and scopes: who holds what, since when, and until when.
 *
 * <p>A lease is one live thing that is held for an owner, such as a command that runs. Begin with
 * {@link io.plimsoll.lease.Health}: each count of a runtime beside its bound. A {@link
 * io.plimsoll.lease.LeaseView} is one line of the register, and a {@link
 * io.plimsoll.lease.NotEndedException} names what could not be ended.
 *
 * <pre>{@code
 * void show(Health health, List<LeaseView> leases) {
 *   System.out.println(health.live() + " of " + health.limit() + ", " + health.queued() + " wait");
 *   leases.forEach(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.lease;

import org.jspecify.annotations.NullMarked;
