package io.plimsoll.mutants.core;

import java.nio.file.Files;
import java.nio.file.Path;

/** Mutant: looks at the disk. */
public record FilePolicy(Path file) {
  boolean isThere() {
    return Files.exists(file);
  }
}
