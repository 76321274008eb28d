package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.List;

/** How a tool is deployed here, if it is. */
public sealed interface Deployment {

  /** The name that was asked for. */
  String name();

  /**
   * It is.
   *
   * @param name the name that was asked for
   * @param path where it is found
   * @param real the file at the end of all links
   * @param version its version, or why there is none
   * @param kind how it is deployed
   * @param evidence why we think so, in words
   * @param shadowed other files by this name further down PATH; at most {@link
   *     SearchPath#MOST_SHADOWED}
   * @param more how many more of them there are
   */
  record Found(
      String name,
      Path path,
      Path real,
      Version version,
      Kind kind,
      List<String> evidence,
      List<Path> shadowed,
      int more)
      implements Deployment {

    /** Copies the lists. */
    public Found {
      evidence = List.copyOf(evidence);
      shadowed = List.copyOf(shadowed);
    }
  }

  /**
   * It is not.
   *
   * @param name the name that was asked for
   * @param reason why, with what was searched
   */
  record Missing(String name, String reason) implements Deployment {}
}
