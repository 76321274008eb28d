package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.List;

/** What is remembered of a name. */
public sealed interface Known {

  /** When this was found out, by the ticker. */
  long atNanos();

  /** About how much heap a name takes with what is remembered of it. */
  static long bytes(String name, Known known) {
    long bytes = Weight.of(name) + Weight.OBJECT;
    if (known instanceof Missing missing) {
      return bytes + Weight.of(missing.words());
    }
    return bytes + ((Present) known).bytes();
  }

  /**
   * There is no such program.
   *
   * @param words why, with what was searched
   */
  record Missing(String words, long atNanos) implements Known {}

  /**
   * There is one.
   *
   * @param seen where
   * @param stamp how its real file was
   * @param verdict how it is deployed
   * @param grounds how the files beside it were on which the verdict rests
   * @param version what it says of its version
   */
  record Present(
      Sighting.Seen seen,
      Stamp stamp,
      Verdict verdict,
      List<Stamp> grounds,
      Version version,
      long atNanos)
      implements Known {

    /** Copies the list. */
    public Present {
      grounds = List.copyOf(grounds);
    }

    private long bytes() {
      long bytes = 4 * Weight.OBJECT + Weight.of(version.text()) + Weight.of(stamp);
      for (String words : verdict.evidence()) {
        bytes += Weight.of(words);
      }
      for (Path ground : verdict.grounds()) {
        bytes += Weight.of(ground);
      }
      for (Stamp ground : grounds) {
        bytes += Weight.of(ground);
      }
      for (Path other : seen.shadowed()) {
        bytes += Weight.of(other);
      }
      return bytes + Weight.of(seen.path());
    }
  }
}
