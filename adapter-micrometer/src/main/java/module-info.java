/** Counts, bounds and durations of a runtime as meters of Micrometer. */
module io.plimsoll.micrometer {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.bootstrap;
  requires transitive micrometer.core;

  exports io.plimsoll.micrometer;
}
