package io.plimsoll.verification.simulation;

import java.time.Duration;

/**
 * The bounds under which a plan is carried out.
 *
 * @param limit how many commands may be live
 * @param queue how many may wait
 * @param scopes how many scopes may be open
 * @param origin where the ticker begins
 */
record Setup(int limit, int queue, int scopes, long origin) {

  /** What holds for commands that say nothing. */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  static final Duration GRACE = Duration.ofSeconds(1);

  String words() {
    return "at most %d live, %d waiting, %d scopes; the ticker begins at %d"
        .formatted(limit, queue, scopes, origin);
  }
}
