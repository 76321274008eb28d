package io.plimsoll.cli.detect;

import java.nio.file.Path;

/**
 * By what a change of a file is seen, without reading it.
 *
 * @param path where it lies
 * @param size its bytes; -1 where there is no such file
 * @param modifiedNanos when it was last written, nanoseconds since 1970
 * @param identity which file it is on its disk
 */
public record Stamp(Path path, long size, long modifiedNanos, String identity) {

  /** That of a file that is not there. */
  static Stamp absent(Path path) {
    return new Stamp(path, -1, 0, "");
  }
}
