/** Events as lines of a file. */
module com.example.csvevents {
  requires static transitive org.jspecify;
  requires transitive io.plimsoll.ports;

  exports com.example.csvevents;

  provides io.plimsoll.port.Adapter with
      com.example.csvevents.CsvEventsAdapter;
}
