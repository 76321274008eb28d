package io.plimsoll.verification.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JVM on which recordings are replayed.
 *
 * @param home its folder
 * @param version its feature version
 */
record Jvm(Path home, int version) {

  private static final int OTHER = 25;

  /** The one of this proof, and one of version 25 where there is one besides. */
  static List<Jvm> all() throws IOException {
    List<Jvm> all = new ArrayList<>();
    all.add(new Jvm(Path.of(System.getProperty("java.home")), Runtime.version().feature()));
    if (all.get(0).version != OTHER) {
      other().ifPresent(home -> all.add(new Jvm(home, OTHER)));
    }
    return List.copyOf(all);
  }

  private static Optional<Path> other() throws IOException {
    String named = System.getenv("JDK25_HOME");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    for (String place : List.of("/usr/lib/jvm", "/opt")) {
      if (Files.isDirectory(Path.of(place))) {
        try (Stream<Path> homes = Files.list(Path.of(place))) {
          Optional<Path> home = homes.filter(Jvm::is25).sorted().findFirst();
          if (home.isPresent()) {
            return home;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean is25(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + OTHER);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "JVM " + version;
  }
}
