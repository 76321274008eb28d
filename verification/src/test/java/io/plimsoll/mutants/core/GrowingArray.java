package io.plimsoll.mutants.core;

/** Mutant: an array without a bound. */
@SuppressWarnings("unused")
public final class GrowingArray {
  private byte[] kept = new byte[0];

  void grow() {
    kept = new byte[kept.length * 2 + 1];
  }
}
