package io.plimsoll.verification.proof;

/**
 * A proof that cannot be tried: an option that is not known or cannot be read, or a missing means.
 */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the option, its value, the rule and a remedy. */
  public UsageException(String words) {
    super(words);
  }

  /** The same with what caused it. */
  public UsageException(String words, Throwable cause) {
    super(words, cause);
  }
}
