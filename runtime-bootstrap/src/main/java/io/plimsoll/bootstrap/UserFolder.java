package io.plimsoll.bootstrap;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tells where the folders of a user lie, by the XDG Base Directory Specification. */
final class UserFolder {

  private UserFolder() {}

  /**
   * Ours among the user's folders of one kind; nothing where there is no home.
   *
   * @param variable names the folder of that kind
   * @param usual where it is below the home where that variable says nothing
   */
  static Optional<Path> ours(Map<String, String> environment, String variable, String usual) {
    String folder = environment.getOrDefault(variable, "");
    // A relative path is to be ignored, says the specification.
    if (folder.startsWith("/")) {
      return Optional.of(Path.of(folder, "plimsoll"));
    }
    String home = environment.getOrDefault("HOME", "");
    return home.startsWith("/") ? Optional.of(Path.of(home, usual, "plimsoll")) : Optional.empty();
  }
}
