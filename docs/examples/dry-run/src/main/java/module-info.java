/** A launcher that starts nothing. */
module com.example.dryrun {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;

  exports com.example.dryrun;

  provides io.plimsoll.port.Adapter with
      com.example.dryrun.DryRunAdapter;
}
