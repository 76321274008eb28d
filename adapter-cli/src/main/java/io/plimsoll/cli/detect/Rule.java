package io.plimsoll.cli.detect;

import java.util.Optional;

/** Knows one way of deploying programs. Pure: all it knows is handed in. */
@FunctionalInterface
interface Rule {

  /** The verdict, where it knows this one. */
  Optional<Verdict> judge(Program program, Surroundings here, FileFacts files);
}
