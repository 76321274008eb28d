package io.plimsoll.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last elements of a series: a ring of a fixed size that forgets the oldest and counts what it
 * forgot. Not safe for use by more than one thread at a time.
 *
 * @param <T> the type of the elements
 */
public final class BoundedHistory<T> {

  private final int bound;
  private final ArrayDeque<T> elements;
  private long forgotten;

  /**
   * An empty history.
   *
   * @param bound how many elements are kept, at least 1
   */
  public BoundedHistory(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "history: bound is " + bound + "; must be at least 1; try 60");
    }
    this.bound = bound;
    this.elements = new ArrayDeque<>(Math.min(bound, 16));
  }

  /** Adds the newest element, forgetting the oldest at the bound. */
  public void add(T element) {
    if (elements.size() == bound) {
      elements.removeFirst();
      forgotten++;
    }
    elements.addLast(element);
  }

  /** The elements kept, the oldest first. */
  public List<T> toList() {
    return new ArrayList<>(elements);
  }

  /** How many elements are kept. */
  public int size() {
    return elements.size();
  }

  /** How many elements may be kept. */
  public int bound() {
    return bound;
  }

  /** How many elements were forgotten. */
  public long forgotten() {
    return forgotten;
  }

  /** The size beside the bound. */
  @Override
  public String toString() {
    return elements.size() + "/" + bound;
  }
}
