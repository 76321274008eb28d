package io.plimsoll.core.subprocess;

import io.plimsoll.port.ProcessObserver.Survey;

/**
 * What the readings of a running tree have shown so far.
 *
 * @param startedAt when it started
 * @param peakBytes the most resident memory of the tree in one reading
 * @param processes how many different processes were seen in the tree
 * @param members how many lived at the last reading
 * @param residentBytes what they held at the last reading
 * @param words who they were at the last reading, for people
 */
public record Vitals(
    long startedAt, long peakBytes, int processes, int members, long residentBytes, String words) {

  /** Those of a command that has just started. */
  public static Vitals startedAt(long now) {
    return new Vitals(now, 0, 1, 1, 0, "");
  }

  /** With one more reading. */
  public Vitals with(Survey survey) {
    return new Vitals(
        startedAt,
        Math.max(peakBytes, survey.residentBytes()),
        Math.max(processes, survey.everSeen()),
        survey.members(),
        survey.residentBytes(),
        survey.words());
  }
}
