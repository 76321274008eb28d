/** Decisions without side effects: policies, the ledger, the loop that carries decisions out. */
@SuppressWarnings("module") // the modules named in qualified exports are built later
module io.plimsoll.core {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;

  exports io.plimsoll.core to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.connection to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.growth to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.ledger to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.loop to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.memory to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.record to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.subprocess to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
  exports io.plimsoll.core.supervise to
      io.plimsoll.bootstrap,
      io.plimsoll.verification;
}
