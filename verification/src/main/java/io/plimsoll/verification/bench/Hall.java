package io.plimsoll.verification.bench;

import java.nio.file.Path;

/**
 * Where the contests are held.
 *
 * @param root of the project
 * @param folder temporary, gone when the bench has ended
 * @param quick whether runs are short
 */
record Hall(Path root, Path folder, boolean quick) {

  /** One of two numbers, by the length of the runs. */
  int many(int usual, int quickly) {
    return quick ? quickly : usual;
  }
}
