package io.plimsoll.resource;

/**
 * An object that knows how many bytes of heap it holds, for {@link Weigher#usual()}. Asked once for
 * each write, on the writing thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Weighed {

  /** The bytes of this object and of all that only it holds, from zero. Must not block. */
  long bytes();
}
