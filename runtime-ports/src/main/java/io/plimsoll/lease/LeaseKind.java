package io.plimsoll.lease;

/**
 * What kind of live thing a lease holds.
 *
 * @since 0.1.0
 */
public enum LeaseKind {
  /** A process and all its descendants. */
  PROCESS_TREE,
  /** A long-lived worker process that is asked many times. */
  WORKER,
  /** A borrowed connection. */
  CONNECTION,
  /** A scheduled task. */
  TASK
}
