package io.plimsoll.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many jobs a file holds, good and bad. */
public final class LineCount {

  private final Path file;

  /** Of this file. */
  public LineCount(Path file) {
    this.file = file;
  }

  /** Counts, where the file is one that can be read twice. */
  public OptionalLong count() {
    if (!Files.isRegularFile(file)) {
      return OptionalLong.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return OptionalLong.of(count);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
