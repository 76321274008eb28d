package io.plimsoll.cli.journal;

import java.util.Locale;

/**
 * What was recorded.
 *
 * @param records how many records
 * @param commits how often they were forced to disk
 * @param largest the most records that were forced at once
 * @param bytes how large the journal is by now
 */
public record JournalStats(long records, long commits, long largest, long bytes) {

  /** In one line, for people. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d records in %d commits, at most %d in one, %d bytes",
        records,
        commits,
        largest,
        bytes);
  }
}
