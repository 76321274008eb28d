package io.plimsoll.verification.journal;

import io.plimsoll.verification.workload.BatchRun;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a batch said of its journal.
 *
 * @param records how many records
 * @param commits how often they were forced to disk
 * @param largest the most records that were forced at once
 * @param bytes how large the journal was in the end
 */
record Recorded(long records, long commits, long largest, long bytes) {

  private static final Pattern WORDS =
      Pattern.compile(
          "journal: (\\d+) records in (\\d+) commits, at most (\\d+) in one, (\\d+) bytes");

  /** Said by a run with {@code --verbose} that has ended. */
  static Recorded by(BatchRun run) throws IOException {
    Matcher said = WORDS.matcher(run.said());
    if (!said.find()) {
      throw new IOException("the batch said nothing of its journal: " + run.said());
    }
    return new Recorded(number(said, 1), number(said, 2), number(said, 3), number(said, 4));
  }

  private static long number(Matcher said, int group) {
    return Long.parseLong(said.group(group));
  }
}
