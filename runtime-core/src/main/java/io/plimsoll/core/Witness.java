package io.plimsoll.core;

/**
 * Is told each decision of a policy, before it is carried out. On the loop; does not throw, and
 * takes about a microsecond.
 *
 * @param <P> the type of the policy
 * @param <S> the type of the states
 * @param <E> the type of the events
 * @param <F> the type of the effects
 */
@FunctionalInterface
public interface Witness<P, S, E, F> {

  /**
   * One decision.
   *
   * @param policy who decided
   * @param before the state before
   * @param event what happened
   * @param now when
   * @param decided what follows
   */
  void decided(P policy, S before, E event, long now, Transition<S, F> decided);
}
