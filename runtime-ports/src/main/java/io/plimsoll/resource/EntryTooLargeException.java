package io.plimsoll.resource;

/**
 * An entry that alone is larger than its cache. Nothing of it is kept.
 *
 * @since 0.1.0
 */
public final class EntryTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With words for people: the cache, the sizes, the remedy. */
  public EntryTooLargeException(String words) {
    super(words);
  }
}
