package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.Optional;

/** Finds names within paths. */
final class Segments {

  private Segments() {}

  /** The part of a path up to the last place where these names follow one another. */
  static Optional<Path> upTo(Path path, String... names) {
    for (int at = path.getNameCount() - names.length; at >= 0; at--) {
      if (matches(path, at, names)) {
        return Optional.of(first(path, at + names.length));
      }
    }
    return Optional.empty();
  }

  /** The part of a path with so many names, no more than it has. */
  static Path first(Path path, int names) {
    Path part = path.subpath(0, Math.min(names, path.getNameCount()));
    Path root = path.getRoot();
    return root == null ? part : root.resolve(part);
  }

  /** The name of a file; empty for a root. */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The folder of a file; the path itself for a root. */
  static Path folder(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static boolean matches(Path path, int at, String... names) {
    for (int i = 0; i < names.length; i++) {
      if (!path.getName(at + i).toString().equals(names[i])) {
        return false;
      }
    }
    return true;
  }
}
