package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A program as it was found: what rules judge.
 *
 * @param path where it was found
 * @param links what each link on the way leads to; at most {@link Disk#MOST_LINKS}
 * @param real the file at the end of all links
 * @param interpreter the interpreter that its first line names by its full path
 */
public record Program(Path path, List<Path> links, Path real, Optional<Path> interpreter) {

  /** Copies the list. */
  public Program {
    links = List.copyOf(links);
  }

  /** A place that the program has to do with, and how one comes there. */
  record Step(Path path, String how) {}

  /** The path, what its links lead to, and the real file, each once. */
  List<Path> places() {
    LinkedHashSet<Path> all = new LinkedHashSet<>();
    all.add(path);
    all.addAll(links);
    all.add(real);
    return List.copyOf(all);
  }

  /** The places in order, then the interpreter of a script. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Path place : places()) {
      steps.add(new Step(place, place.equals(path) ? "" : "a link leads to " + place));
    }
    interpreter.ifPresent(
        program -> steps.add(new Step(program, "its first line names " + program)));
    return steps;
  }
}
