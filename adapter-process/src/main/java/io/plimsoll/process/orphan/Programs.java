package io.plimsoll.process.orphan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the few programs that a sentinel is made of: the system's own first. */
final class Programs {

  private static final String FOLDERS = "/usr/bin:/bin";

  private final String path;

  /**
   * @param path further folders to search, separated by colons; relative ones are left out
   */
  Programs(String path) {
    Set<String> folders = new LinkedHashSet<>();
    for (String folder : (FOLDERS + ":" + path).split(":")) {
      if (folder.startsWith("/")) {
        folders.add(folder);
      }
    }
    this.path = String.join(":", folders);
  }

  /** The folders, for a PATH. */
  String path() {
    return path;
  }

  Optional<String> find(String name) {
    for (String folder : path.split(":")) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return Optional.of(program.toString());
      }
    }
    return Optional.empty();
  }
}
