package io.plimsoll.verification.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the contests are held.
 *
 * @param root of the project
 * @param folder temporary, gone when the bench has ended
 * @param quick whether runs are short
 */
public record Hall(Path root, Path folder, boolean quick) {

  /** One of two numbers, by the length of the runs. */
  public int many(int usual, int quickly) {
    return quick ? quickly : usual;
  }

  /** Where what is built for benches is kept for the next time, and where the page is. */
  public Path workshop() throws IOException {
    return Files.createDirectories(root.resolve("verification/target/bench"));
  }

  /** The launcher of ours. */
  public Path plimsoll() {
    return root.resolve("bin/plimsoll");
  }
}
