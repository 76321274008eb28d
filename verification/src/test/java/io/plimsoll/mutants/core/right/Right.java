package io.plimsoll.mutants.core.right;

import io.plimsoll.mutants.core.left.Left;

/** Mutant: the other half of a circle. */
public record Right(Left left) {}
