package io.plimsoll.core.record;

/**
 * Where a recording is kept: parts of one size, of which the newest few stay. For one thread at a
 * time. What is added is there at once for whoever reads, also after the end of this process.
 */
public interface Ring extends AutoCloseable {

  /** How many bytes the part still takes; 0 before the first. */
  int room();

  /**
   * Begins a part, in place of the oldest where there are as many as may be.
   *
   * @throws NoPlaceException when nobody may write there: nothing is recorded then, which is no
   *     failure
   * @throws RuntimeException when it cannot be had
   */
  void begin();

  /**
   * Adds bytes to the part, no more than there is room for.
   *
   * @throws RuntimeException when they cannot be kept
   */
  void add(byte[] bytes, int length);

  /** There is no place where anything could be kept. */
  final class NoPlaceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** For this reason. */
    public NoPlaceException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Ends it; nothing is added any more. Closing twice does nothing. */
  @Override
  void close();
}
