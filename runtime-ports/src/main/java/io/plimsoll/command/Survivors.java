package io.plimsoll.command;

/**
 * What happens to the processes that a command leaves behind when it exits by itself.
 *
 * @since 0.1.0
 */
public enum Survivors {
  /** They are ended with the command: the default. */
  END,
  /** They may live on. */
  KEEP
}
