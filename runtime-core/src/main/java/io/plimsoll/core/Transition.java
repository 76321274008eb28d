package io.plimsoll.core;

import java.util.List;

/**
 * A decision: the state that follows and what is to be done, in this order.
 *
 * @param <S> the type of the states
 * @param <E> the type of the effects
 */
public record Transition<S, E>(S next, List<E> effects) {

  /** Copies the list. */
  public Transition {
    effects = List.copyOf(effects);
  }

  /** Nothing changes and nothing is to be done. */
  public static <S, E> Transition<S, E> stay(S state) {
    return new Transition<>(state, List.of());
  }

  /** To another state, with these effects. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <S, E> Transition<S, E> to(S next, E... effects) {
    return new Transition<>(next, List.of(effects));
  }
}
