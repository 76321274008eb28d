package io.plimsoll.pool;

import io.plimsoll.port.Births;
import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.port.ConnectionJudge;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.PoolLimits;

/**
 * What the parts of one pool share.
 *
 * @param name its name
 * @param factory opens and closes
 * @param limits its bounds
 * @param judge decides what becomes of a connection
 * @param breaker is asked before one is opened
 * @param pulse the time
 * @param helpers the threads that do what may block
 * @param births takes note of where loans began
 */
record Parts<C>(
    String name,
    ConnectionFactory<C> factory,
    PoolLimits limits,
    ConnectionJudge judge,
    CircuitBreaker breaker,
    Pulse pulse,
    Helpers helpers,
    Births births) {

  /** Where its connections lead. Whoever asks has something to tell, so it never throws. */
  String target() {
    try {
      return factory.target();
    } catch (Throwable e) {
      Interrupts.keep(e);
      return "a place that its factory does not name (" + e.getClass().getName() + ")";
    }
  }
}
