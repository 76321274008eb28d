package io.plimsoll.core.subprocess;

import java.util.Locale;

/** Where in its life a command is. */
public enum Phase {
  /** It waits for a free place. */
  QUEUED,
  /** The launcher was asked to start it. */
  STARTING,
  /** It runs. */
  RUNNING,
  /** It was asked to leave, or has exited and what it left behind is being looked after. */
  STOPPING,
  /** What is left of it is being killed. */
  KILLING,
  /** Nothing of it is left. */
  ENDED;

  /** The word used in outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
