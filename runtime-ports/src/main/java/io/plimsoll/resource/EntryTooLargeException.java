package io.plimsoll.resource;

/** An entry that alone is larger than its cache. Nothing of it is kept. */
public final class EntryTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With words for people: the cache, the sizes, the remedy. */
  public EntryTooLargeException(String words) {
    super(words);
  }
}
