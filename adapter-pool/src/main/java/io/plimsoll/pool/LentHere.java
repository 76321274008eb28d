package io.plimsoll.pool;

/** Where a loan began; never thrown. It carries its weight, so that loans need not. */
final class LentHere extends Throwable {

  private static final long serialVersionUID = 1L;

  /** For how many loans it was noted. */
  final long standsFor;

  LentHere(long standsFor) {
    super("lent here");
    this.standsFor = standsFor;
  }
}
