package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.List;

/** What a look for a program found. */
public sealed interface Sighting {

  /**
   * It is there.
   *
   * @param path the first hit
   * @param shadowed other files further down; at most {@link SearchPath#MOST_SHADOWED}
   * @param more how many more there are
   */
  record Seen(Path path, List<Path> shadowed, int more) implements Sighting {

    /** Copies the list. */
    public Seen {
      shadowed = List.copyOf(shadowed);
    }
  }

  /**
   * It is not.
   *
   * @param absent whether nothing is there at all, rather than something that cannot be run
   * @param words why, with what was searched
   */
  record Unseen(boolean absent, String words) implements Sighting {}
}
