package io.plimsoll.cli.batch;

import io.plimsoll.command.Command;
import io.plimsoll.command.Environment;
import java.nio.file.Path;

/** Plans whose jobs are what their lines say, with the variables of this process. */
final class Plans {

  private Plans() {}

  static Plan in(String directory, int concurrency, int queue, long keptBytes, boolean failFast) {
    return new Plan(
        Command::of,
        Environment.clean(),
        Environment.inherit(),
        Path.of(directory),
        concurrency,
        queue,
        keptBytes,
        failFast);
  }
}
