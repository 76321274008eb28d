package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manager that keeps versions of tools in a folder of its own, and often shims before them.
 *
 * @param kind what it is called
 * @param variables the variables that may name its folder
 * @param folder the names by which its folder is known
 * @param shims the folder of its shims within, or empty
 * @param versions the folder of its versions within, with a slash between names
 * @param depth how many names below that make one version
 */
record VersionManager(
    Kind kind,
    List<String> variables,
    List<String> folder,
    String shims,
    String versions,
    int depth)
    implements Rule {

  /** All of them. */
  static final List<Rule> ALL =
      List.of(
          new VersionManager(Kind.NVM, List.of("NVM_DIR"), List.of(".nvm"), "", "versions", 2),
          new VersionManager(Kind.FNM, List.of("FNM_DIR"), List.of("fnm"), "", "node-versions", 1),
          new VersionManager(
              Kind.FNM, List.of("FNM_MULTISHELL_PATH"), List.of("fnm_multishells"), "bin", "", 1),
          new VersionManager(
              Kind.VOLTA, List.of("VOLTA_HOME"), List.of(".volta"), "bin", "tools/image", 2),
          new Pyenv(),
          new VersionManager(
              Kind.SDKMAN, List.of("SDKMAN_DIR"), List.of(".sdkman"), "", "candidates", 2),
          new VersionManager(
              Kind.JENV, List.of("JENV_ROOT"), List.of(".jenv"), "shims", "versions", 1),
          new Asdf(),
          new VersionManager(
              Kind.MISE,
              List.of("MISE_DATA_DIR"),
              List.of("share", "mise"),
              "shims",
              "installs",
              2));

  /** Copies the lists. */
  VersionManager {
    variables = List.copyOf(variables);
    folder = List.copyOf(folder);
  }

  @Override
  public Optional<Verdict> judge(Program program, Surroundings here, FileFacts files) {
    for (Path place : program.places()) {
      for (Path home : homes(place, here)) {
        Optional<Verdict> verdict = within(home, place, program);
        if (verdict.isPresent()) {
          return verdict;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a path is that of a shim of this manager. */
  boolean isShim(Path path, Surroundings here) {
    return !shims.isEmpty()
        && homes(path, here).stream().anyMatch(home -> path.startsWith(home.resolve(shims)));
  }

  /** Its folders that hold a path: by its variables, and by its usual name. */
  List<Path> homes(Path place, Surroundings here) {
    List<Path> homes = new ArrayList<>();
    for (String variable : variables) {
      here.folder(variable).filter(place::startsWith).ifPresent(homes::add);
    }
    Segments.upTo(place, folder.toArray(String[]::new)).ifPresent(homes::add);
    return homes;
  }

  private Optional<Verdict> within(Path home, Path place, Program program) {
    Path versionsHome = home.resolve(versions);
    if (!versions.isEmpty() && place.startsWith(versionsHome) && !place.equals(versionsHome)) {
      Path version = Segments.first(program.real(), versionsHome.getNameCount() + depth);
      Path shown =
          program.real().startsWith(versionsHome)
              ? version
              : Segments.first(place, versionsHome.getNameCount() + depth);
      return Optional.of(Verdict.of(kind, "in %s, a version of %s".formatted(shown, kind.word())));
    }
    if (!shims.isEmpty() && place.startsWith(home.resolve(shims))) {
      return Optional.of(
          Verdict.of(kind, "a shim of %s in %s".formatted(kind.word(), home.resolve(shims))));
    }
    return Optional.empty();
  }
}
