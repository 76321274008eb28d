package io.plimsoll.command;

/** What happens to the processes that a command leaves behind when it exits by itself. */
public enum Survivors {
  /** They are ended with the command: the default. */
  END,
  /** They may live on. */
  KEEP
}
