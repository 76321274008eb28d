/**
 * For tests: time that moves when told to, processes that follow a script, and the contracts that
 * adapters fulfil.
 *
 * <p>An author of an adapter begins with the contract of its port, such as {@link
 * io.plimsoll.testkit.CacheContract}: the test class implements it and answers a fresh one of what
 * is to be tried; each promise of the port is one test. Whoever tests what uses a runtime begins
 * with {@link io.plimsoll.testkit.VirtualTime} and {@link io.plimsoll.testkit.ScriptedLauncher}.
 * All of it is bounded, needs no sleep, and is for JUnit 5.
 *
 * <pre>{@code
 * class MyBreakersTest implements CircuitBreakersContract {
 *   public CircuitBreakers breakers(Ticker ticker) {
 *     return (name, limits) -> CircuitBreaker.never(); // which several promises reject
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.testkit;

import org.jspecify.annotations.NullMarked;
