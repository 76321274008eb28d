/** Pools of connections on Commons Pool2. */
@SuppressWarnings("module") // the module named in the qualified export is built later
module io.plimsoll.pool {
  requires static transitive org.jspecify;
  requires io.plimsoll.ports;
  requires org.apache.commons.pool2;

  exports io.plimsoll.pool to
      io.plimsoll.verification;

  provides io.plimsoll.port.Adapter with
      io.plimsoll.pool.CommonsPoolAdapter;
}
