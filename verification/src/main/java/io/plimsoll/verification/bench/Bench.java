package io.plimsoll.verification.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Something that is measured beside the peers, under a name of its own. */
public interface Bench {

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

  /** What ours itself needs and this machine lacks, with the remedy; then nothing is measured. */
  default Optional<String> lacks(Hall hall) {
    return Optional.empty();
  }

  /** How many rounds count, unless somebody asks for another number. */
  default int rounds(Hall hall) {
    return hall.many(5, 3);
  }

  /** How many rounds go before those that count. */
  default int warmups(Hall hall) {
    return 1;
  }
}
