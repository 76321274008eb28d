package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** pyenv, whose shims run the version that a variable or a file names. */
record Pyenv() implements Rule {

  private static final VersionManager PLAIN =
      new VersionManager(
          Kind.PYENV, List.of("PYENV_ROOT"), List.of(".pyenv"), "shims", "versions", 1);

  @Override
  public Optional<Verdict> judge(Program program, Surroundings here, FileFacts files) {
    return PLAIN
        .judge(program, here, files)
        .map(
            verdict ->
                PLAIN.isShim(program.path(), here) ? led(verdict, program, here, files) : verdict);
  }

  private static Verdict led(Verdict shim, Program program, Surroundings here, FileFacts files) {
    String chosen = here.environment().getOrDefault("PYENV_VERSION", "");
    if (!chosen.isEmpty()) {
      return shim.and("PYENV_VERSION says " + chosen);
    }
    Path home = PLAIN.homes(program.path(), here).get(0);
    List<Path> asked = new ArrayList<>();
    for (Path file : files(here.directory(), home)) {
      asked.add(file);
      String version = files.head(file).strip().lines().findFirst().orElse("").strip();
      if (!version.isEmpty()) {
        Path target =
            home.resolve("versions")
                .resolve(version)
                .resolve("bin")
                .resolve(program.path().getFileName());
        String leads = files.isFile(target) ? ", which is " + target : "";
        return shim.and("%s says %s%s".formatted(file, version, leads)).on(asked);
      }
    }
    return shim.on(asked);
  }

  /** The files that may name a version, the nearest first. */
  private static List<Path> files(Path directory, Path home) {
    List<Path> all = new ArrayList<>();
    for (@Nullable Path folder = directory;
        folder != null && all.size() < Verdict.MOST_GROUNDS - 1;
        folder = folder.getParent()) {
      all.add(folder.resolve(".python-version"));
    }
    all.add(home.resolve("version"));
    return all;
  }
}
