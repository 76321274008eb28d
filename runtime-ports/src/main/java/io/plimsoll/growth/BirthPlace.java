package io.plimsoll.growth;

import java.util.List;

/**
 * A place in a program where things came to life that are still held.
 *
 * @param what what they are, in lower-case words: the name of a gauge, or a kind of lease
 * @param owner whose they are: a scope, a pool; empty where they are the runtime's
 * @param count how many of them
 * @param frames the calls that led there, the innermost first
 */
public record BirthPlace(String what, String owner, long count, List<String> frames) {

  /** Copies the list. */
  public BirthPlace {
    frames = List.copyOf(frames);
  }
}
