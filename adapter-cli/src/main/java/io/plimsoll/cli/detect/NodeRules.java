package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Packages of Node: in the node_modules of a project, or of a whole prefix. */
final class NodeRules {

  private static final String MODULES = "node_modules";
  private static final String PACKAGE = "package.json";
  private static final Pattern BIN = Pattern.compile("\"bin\"\\s*:");

  private NodeRules() {}

  /** A program of a project's packages. */
  static Optional<Verdict> project(Program program, Surroundings here, FileFacts files) {
    Optional<Path> modules = modules(program);
    boolean global = modules.isPresent() && prefix(program, modules.get(), files).isPresent();
    return global
        ? Optional.empty()
        : modules.map(
            folder -> {
              Path home = Segments.folder(folder);
              boolean bin =
                  program.places().stream()
                      .anyMatch(place -> Segments.folder(place).endsWith(MODULES + "/.bin"));
              String where = bin ? "in %s/.bin of %s" : "in %s of %s";
              return named(
                  Verdict.of(Kind.NODE_MODULES, where.formatted(MODULES, home)), program, files);
            });
  }

  /** A program that npm installed for a prefix. */
  static Optional<Verdict> global(Program program, Surroundings here, FileFacts files) {
    return modules(program)
        .flatMap(folder -> prefix(program, folder, files))
        .map(
            prefix ->
                named(
                    Verdict.of(
                        Kind.NPM_GLOBAL, "in lib/%s of the prefix %s".formatted(MODULES, prefix)),
                    program,
                    files));
  }

  /** The outermost folder of packages that the program lies in. */
  private static Optional<Path> modules(Program program) {
    for (Path place : program.places()) {
      for (int at = 0; at < place.getNameCount() - 1; at++) {
        if (place.getName(at).toString().equals(MODULES)) {
          return Optional.of(Segments.first(place, at + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** The prefix whose packages these are, where they are no project's. */
  private static Optional<Path> prefix(Program program, Path modules, FileFacts files) {
    Path lib = Segments.folder(modules);
    boolean project =
        Segments.folder(program.path()).endsWith(MODULES + "/.bin")
            || files.isFile(lib.resolve(PACKAGE));
    return Segments.name(lib).equals("lib") && !project
        ? Optional.of(Segments.folder(lib))
        : Optional.empty();
  }

  /** With the package of the program, where its links lead into one. */
  private static Verdict named(Verdict verdict, Program program, FileFacts files) {
    for (Path place : program.places()) {
      Optional<Path> home = home(place);
      if (home.isPresent()) {
        Path file = home.get().resolve(PACKAGE);
        String bin = BIN.matcher(files.head(file)).find() ? ", whose %s has a bin" : "";
        Path modules = Segments.upTo(place, MODULES).orElse(place);
        return verdict
            .and(("of the package %s" + bin).formatted(modules.relativize(home.get()), PACKAGE))
            .on(java.util.List.of(file));
      }
    }
    return verdict;
  }

  private static Optional<Path> home(Path place) {
    Path modules = Segments.upTo(place, MODULES).orElse(null);
    if (modules == null || place.getNameCount() < modules.getNameCount() + 2) {
      return Optional.empty();
    }
    int from = modules.getNameCount();
    String name = place.getName(from).toString();
    return name.equals(".bin")
        ? Optional.empty()
        : Optional.of(Segments.first(place, from + (name.startsWith("@") ? 2 : 1)));
  }
}
