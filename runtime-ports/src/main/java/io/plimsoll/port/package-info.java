/**
 * The ports: what the runtime asks of the outside world. An adapter implements {@link
 * io.plimsoll.port.Adapter}; the core decides, and drives the adapter through these interfaces.
 *
 * <p>Begin with {@link io.plimsoll.port.Adapter}: it has an id and one method for each port, and
 * overrides those that it can fill. A runtime finds it by {@link java.util.ServiceLoader}, and the
 * settings choose it by its id. What each port promises is tried by the contracts of the module
 * {@code io.plimsoll.testkit}; an adapter's tests inherit them.
 *
 * <pre>{@code
 * final class NoBreakers implements Adapter {
 *   public String id() {
 *     return "none"; // chosen by breaker.adapter = "none"
 *   }
 *
 *   public Optional<CircuitBreakers> circuitBreakers(AdapterContext context) {
 *     return Optional.of((name, limits) -> CircuitBreaker.never());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.port;

import org.jspecify.annotations.NullMarked;
