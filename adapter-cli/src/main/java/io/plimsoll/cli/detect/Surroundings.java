package io.plimsoll.cli.detect;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where we stand: what decides beside the files themselves.
 *
 * @param environment our variables; bounded by the system
 * @param directory the current folder
 */
public record Surroundings(Map<String, String> environment, Path directory) {

  /** Copies the map. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The folder that a variable names, if it is an absolute path. */
  Optional<Path> folder(String variable) {
    return path(environment.getOrDefault(variable, "")).filter(Path::isAbsolute);
  }

  /** A place below the user's home folder, if there is one. */
  Optional<Path> belowHome(String... names) {
    return folder("HOME")
        .map(
            home -> {
              Path below = home;
              for (String name : names) {
                below = below.resolve(name);
              }
              return below;
            });
  }

  /** The path of a text, unless it is empty or no path can be named so here. */
  static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
