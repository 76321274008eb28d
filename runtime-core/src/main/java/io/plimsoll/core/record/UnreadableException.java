package io.plimsoll.core.record;

/** A recording cannot be read, or not by this version; the message says why and what to do. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Cannot be read for this reason. */
  public UnreadableException(String message) {
    super(message);
  }
}
