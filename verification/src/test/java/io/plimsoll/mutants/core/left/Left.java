package io.plimsoll.mutants.core.left;

import io.plimsoll.mutants.core.right.Right;

/** Mutant: half of a circle. */
public record Left(Object right) {
  static Left of() {
    return new Left(new Right(null));
  }
}
