package io.plimsoll.cli.detect;

import java.nio.file.Path;
import java.util.Optional;

/** Environments of Python: pipx, uv, virtual environments, conda. */
final class PythonRules {

  private static final String MARK = "pyvenv.cfg";

  private PythonRules() {}

  /** An application that pipx keeps in an environment of its own. */
  static Optional<Verdict> pipx(Program program, Surroundings here, FileFacts files) {
    return application(program, files, Kind.PIPX, "pipx", "pipx", "venvs")
        .or(() -> inFolder(program, here, files, Kind.PIPX, "PIPX_HOME", "venvs"));
  }

  /** A tool that uv keeps in an environment of its own. */
  static Optional<Verdict> uv(Program program, Surroundings here, FileFacts files) {
    return application(program, files, Kind.UV, "uv", "uv", "tools")
        .or(() -> inFolder(program, here, files, Kind.UV, "UV_TOOL_DIR"));
  }

  private static Optional<Verdict> application(
      Program program, FileFacts files, Kind kind, String manager, String... names) {
    for (Program.Step step : program.steps()) {
      Optional<Path> home = Segments.upTo(step.path(), names);
      if (home.isPresent()) {
        return Optional.of(inEnvironment(kind, home.get(), step, files, manager));
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> inFolder(
      Program program,
      Surroundings here,
      FileFacts files,
      Kind kind,
      String variable,
      String... below) {
    Optional<Path> home = here.folder(variable);
    for (String name : below) {
      home = home.map(folder -> folder.resolve(name));
    }
    Path folder = home.orElse(null);
    for (Program.Step step : program.steps()) {
      if (folder != null && step.path().startsWith(folder)) {
        return Optional.of(inEnvironment(kind, folder, step, files, variable));
      }
    }
    return Optional.empty();
  }

  private static Verdict inEnvironment(
      Kind kind, Path home, Program.Step step, FileFacts files, String of) {
    Path environment = Segments.first(step.path(), home.getNameCount() + 1);
    Path mark = environment.resolve(MARK);
    String marked = files.isFile(mark) ? ", which has a " + MARK : "";
    return Verdict.of(
        kind, "in %s, an environment of %s%s".formatted(environment, of, marked), step, mark);
  }

  /** A virtual environment: a pyvenv.cfg beside the folder of the program, or VIRTUAL_ENV. */
  static Optional<Verdict> venv(Program program, Surroundings here, FileFacts files) {
    for (Program.Step step : program.steps()) {
      Path environment = Segments.folder(Segments.folder(step.path()));
      Path mark = environment.resolve(MARK);
      if (files.isFile(mark)) {
        return Optional.of(Verdict.of(Kind.PROJECT_VENV, MARK + " in " + environment, step, mark));
      }
      Optional<Path> active = here.folder("VIRTUAL_ENV").filter(step.path()::startsWith);
      if (active.isPresent()) {
        return Optional.of(
            Verdict.of(Kind.PROJECT_VENV, "VIRTUAL_ENV names " + active.get(), step, mark));
      }
    }
    return Optional.empty();
  }

  /** An environment of conda: a conda-meta beside the folder of the program. */
  static Optional<Verdict> conda(Program program, Surroundings here, FileFacts files) {
    for (Program.Step step : program.steps()) {
      Path environment = Segments.folder(Segments.folder(step.path()));
      Path mark = environment.resolve("conda-meta");
      if (files.isFolder(mark)) {
        Verdict verdict = Verdict.of(Kind.CONDA, "conda-meta in " + environment, step, mark);
        boolean active = here.folder("CONDA_PREFIX").filter(environment::equals).isPresent();
        return Optional.of(active ? verdict.and("CONDA_PREFIX names it") : verdict);
      }
    }
    return Optional.empty();
  }
}
