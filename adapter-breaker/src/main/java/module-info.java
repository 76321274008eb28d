/** The load line: sensors of memory, and the admission gate on Resilience4j. */
module io.plimsoll.breaker {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires org.slf4j;
  requires java.management;
  requires jdk.management;

  uses org.slf4j.spi.SLF4JServiceProvider;

  provides io.plimsoll.port.Adapter with
      io.plimsoll.breaker.BreakerAdapter;
}
