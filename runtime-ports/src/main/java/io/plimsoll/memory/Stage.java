package io.plimsoll.memory;

/**
 * How near the load line the memory is, and so what is done about it. In rising order.
 *
 * @since 0.1.0
 */
public enum Stage {
  /** All is well. */
  NORMAL,
  /** What can be given up without harm is given up: cached values, unused connections. */
  SHED,
  /** No new work is taken; what runs goes on. */
  REFUSE,
  /** A command is ended, the one that frees most for the least lost work; then the next. */
  KILL,
  /** Everything ends, in order, with a report. */
  EXIT
}
