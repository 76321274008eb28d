/** Circuit breakers that count. */
module outside.adapter {
  requires io.plimsoll.ports;

  provides io.plimsoll.port.Adapter with
      outside.adapter.CountingAdapter;
}
