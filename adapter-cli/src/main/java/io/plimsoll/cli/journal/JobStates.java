package io.plimsoll.cli.journal;

import java.util.Arrays;

/**
 * What the journal knows of each job, by its number from 1: the last attempt, whether it ended and
 * whether well. Four bytes a job, for at most {@value #MOST_JOBS} jobs. Any thread may use it.
 */
final class JobStates {

  /** The most jobs of one journal. */
  static final int MOST_JOBS = 10_000_000;

  /** The highest number of an attempt that fits. */
  static final int MOST_ATTEMPTS = 900_000_000;

  private static final int CHUNK = 1 << 14;
  private static final int ENDED = 1;
  private static final int WELL = 2;

  // Grown by a chunk at a time: no second copy of everything.
  private int[][] chunks = new int[0][];
  private int accepted;

  /** One more job. */
  synchronized void accept() {
    if (accepted >= MOST_JOBS) {
      throw new IllegalStateException("more than " + MOST_JOBS + " jobs");
    }
    accepted++;
    int chunk = accepted / CHUNK;
    if (chunk >= chunks.length) {
      int before = chunks.length;
      chunks = Arrays.copyOf(chunks, chunk + 1);
      for (int i = before; i <= chunk; i++) {
        chunks[i] = new int[CHUNK];
      }
    }
  }

  /** How many jobs there are. */
  synchronized int accepted() {
    return accepted;
  }

  /** How much heap they take. */
  synchronized long bytes() {
    return 4L * CHUNK * chunks.length;
  }

  /** An attempt begins; an earlier end of the job counts no more. */
  synchronized void started(int job, int attempt) {
    set(job, attempt << 2);
  }

  /** The job has ended with this attempt. */
  synchronized void ended(int job, int attempt, boolean well) {
    set(job, attempt << 2 | ENDED | (well ? WELL : 0));
  }

  /** The number of its last attempt, 0 where there was none. */
  synchronized int attempt(int job) {
    return get(job) >>> 2;
  }

  /** Whether it has ended. */
  synchronized boolean isEnded(int job) {
    return (get(job) & ENDED) != 0;
  }

  /** Whether it has ended with success, or as what no other attempt would change. */
  synchronized boolean isEndedForGood(int job) {
    int state = get(job);
    return (state & ENDED) != 0 && ((state & WELL) != 0 || state >>> 2 == 0);
  }

  private int get(int job) {
    return job > accepted ? 0 : chunks[job / CHUNK][job % CHUNK];
  }

  private void set(int job, int state) {
    chunks[job / CHUNK][job % CHUNK] = state;
  }
}
