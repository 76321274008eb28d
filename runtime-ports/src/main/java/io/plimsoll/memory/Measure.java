package io.plimsoll.memory;

/**
 * What is judged, each apart from the other.
 *
 * @since 0.1.0
 */
public enum Measure {
  /** What the heap of the runtime holds, against the most that it may. */
  HEAP("heap live"),
  /** The resident memory of the runtime and all its trees, against the limit. */
  TREES("runtime and trees");

  private final String words;

  Measure(String words) {
    this.words = words;
  }

  /** Its name for people. */
  public String words() {
    return words;
  }
}
