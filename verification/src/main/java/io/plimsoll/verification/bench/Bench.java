package io.plimsoll.verification.bench;

import java.io.IOException;
import java.util.List;

/** Something that is measured beside the peers, under a name of its own. */
interface Bench {

  /** The name by which it is asked for. */
  String name();

  /** What it measures, in one line. */
  String words();

  /**
   * The contests, in the order in which they run. Nothing is measured yet.
   *
   * @param hall the machine, the folders, and how long a run is to be
   */
  List<Contest> contests(Hall hall) throws IOException, InterruptedException;
}
