package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {

  private static final FakeFiles FILES =
      new FakeFiles()
          .file("/var/lib/dpkg/status", "")
          .file("/x/.venv/pyvenv.cfg", "home = /usr/bin")
          .file("/h/.local/share/pipx/venvs/black/pyvenv.cfg", "")
          .file("/h/miniconda3/conda-meta/history", "")
          .file("/x/node_modules/eslint/package.json", "{\"bin\": {\"eslint\":\"bin/e.js\"}}")
          .file("/x/node_modules/@vue/cli/package.json", "{\"name\":\"@vue/cli\"}")
          .file("/usr/local/lib/node_modules/typescript/package.json", "{\"bin\":{}}")
          .file("/lib-project/lib/package.json", "{}")
          .file("/h/.pyenv/version", "3.11.7\n")
          .file("/h/.pyenv/versions/3.11.7/bin/python3", "")
          .file("/h/.asdf/shims/node", "#!/usr/bin/env bash\n# asdf-plugin: nodejs 20.1.0\nexec x")
          .file("/srv/p/.python-version", "3.9.1\n3.8\n");

  private static final Map<String, String> HOME = Map.of("HOME", "/h");

  static Stream<Arguments> deployments() {
    return Stream.of(
        row("system", "in /usr/bin, where dpkg puts programs", "/usr/bin/python3"),
        row(
            "system",
            "chosen by /etc/alternatives/java",
            "/usr/bin/java",
            "/etc/alternatives/java",
            "/usr/lib/jvm/java-17/bin/java"),
        row("system", "in /usr/bin, where dpkg", "/h/links/py", "/usr/bin/python3.11"),
        row("local", "in /usr/local", "/usr/local/bin/tool"),
        row("local", "in /opt", "/usr/bin/tool", "/opt/vendor/tool"),
        row("user", "in /h/.local/bin", "/h/.local/bin/tool"),
        row("user", "in /h/bin", "/h/bin/tool"),
        row("user", "below the user's folder /h", "/h/tools/a/tool"),
        row("project venv", "pyvenv.cfg in /x/.venv", "/x/.venv/bin/python3", "/usr/bin/python3"),
        row(
            "project venv",
            "a link leads to /x/.venv/bin/tool",
            "/h/bin/tool",
            "/x/.venv/bin/tool"),
        row(
            "pipx", "in /h/.local/share/pipx/venvs/black, an environment of pipx, which has",
            "/h/.local/bin/black", "/h/.local/share/pipx/venvs/black/bin/black"),
        row(
            "uv",
            "in /h/.local/share/uv/tools/ruff",
            "/h/.local/bin/ruff",
            "/h/.local/share/uv/tools/ruff/bin/ruff"),
        row("conda", "conda-meta in /h/miniconda3", "/h/miniconda3/bin/python3"),
        row(
            "node_modules",
            "in node_modules/.bin of /x",
            "/x/node_modules/.bin/eslint",
            "/x/node_modules/eslint/bin/e.js"),
        row(
            "node_modules", "of the package eslint, whose package.json has a bin",
            "/x/node_modules/.bin/eslint", "/x/node_modules/eslint/bin/e.js"),
        row(
            "node_modules",
            "of the package @vue/cli",
            "/x/node_modules/.bin/vue",
            "/x/node_modules/@vue/cli/bin/vue.js"),
        row(
            "node_modules",
            "in node_modules of /x",
            "/h/bin/eslint",
            "/x/node_modules/eslint/bin/e.js"),
        row(
            "node_modules",
            "of /lib-project/lib",
            "/h/bin/e",
            "/lib-project/lib/node_modules/eslint/e.js"),
        row(
            "npm global",
            "in lib/node_modules of the prefix /usr/local",
            "/usr/local/bin/tsc",
            "/usr/local/lib/node_modules/typescript/bin/tsc"),
        row(
            "npm global",
            "of the prefix /h/.nvm/versions/node/v20.1.0",
            "/h/.nvm/versions/node/v20.1.0/bin/tsc",
            "/h/.nvm/versions/node/v20.1.0/lib/node_modules/typescript/bin/tsc"),
        row(
            "nvm",
            "in /h/.nvm/versions/node/v20.1.0, a version of nvm",
            "/h/.nvm/versions/node/v20.1.0/bin/node"),
        row(
            "fnm",
            "in /h/.local/share/fnm/node-versions/v20.1.0",
            "/run/user/0/fnm_multishells/7_1/bin/node",
            "/h/.local/share/fnm/node-versions/v20.1.0/installation/bin/node"),
        row(
            "volta",
            "a shim of volta in /h/.volta/bin",
            "/h/.volta/bin/node",
            "/h/.volta/bin/volta-shim"),
        row("pyenv", "a shim of pyenv in /h/.pyenv/shims", "/h/.pyenv/shims/python3"),
        row(
            "pyenv",
            "/h/.pyenv/version says 3.11.7, which is /h/.pyenv/versions/3.11.7/bin/python3",
            "/h/.pyenv/shims/python3"),
        row(
            "pyenv",
            "in /h/.pyenv/versions/3.11.7, a version of pyenv",
            "/h/.pyenv/versions/3.11.7/bin/python3"),
        row(
            "sdkman",
            "in /h/.sdkman/candidates/java/17.0.15-tem",
            "/h/.sdkman/candidates/java/current/bin/java",
            "/h/.sdkman/candidates/java/17.0.15-tem/bin/java"),
        row("jenv", "a shim of jenv", "/h/.jenv/shims/java"),
        row("asdf", "it stands for nodejs 20.1.0", "/h/.asdf/shims/node"),
        row(
            "asdf",
            "in /h/.asdf/installs/nodejs/20.1.0",
            "/h/.asdf/installs/nodejs/20.1.0/bin/node"),
        row(
            "mise", "a shim of mise in /h/.local/share/mise/shims",
            "/h/.local/share/mise/shims/node", "/usr/bin/mise"),
        row(
            "mise",
            "in /h/.local/share/mise/installs/node/20.1.0",
            "/h/.local/share/mise/installs/node/20.1.0/bin/node"),
        row(
            "homebrew",
            "in /usr/local/Cellar/node/20.1.0",
            "/usr/local/bin/node",
            "/usr/local/Cellar/node/20.1.0/bin/node"),
        row("homebrew", "in /opt/homebrew", "/opt/homebrew/bin/tool"),
        row("homebrew", "in /home/linuxbrew/.linuxbrew", "/home/linuxbrew/.linuxbrew/bin/tool"),
        row("snap", "in /snap, the folder of snap", "/snap/bin/node", "/usr/bin/snap"),
        row("snap", "a link leads to /usr/bin/snap", "/elsewhere/node", "/usr/bin/snap"),
        row(
            "nix",
            "in /nix/store/abc-python3-3.11",
            "/h/.nix-profile/bin/python3",
            "/nix/store/abc-python3-3.11/bin/python3"),
        row("cargo", "in /h/.cargo/bin, the folder of cargo", "/h/.cargo/bin/rg"),
        row("cargo", "a proxy of rustup", "/h/.cargo/bin/cargo", "/h/.cargo/bin/rustup"),
        row("go", "in /h/go/bin, the folder of go install by ~/go", "/h/go/bin/gopls"),
        row("unknown", "in a folder that no rule knows", "/srv/tools/tool"));
  }

  private static Arguments row(String kind, String evidence, String... places) {
    return Arguments.of(kind, evidence, List.of(places));
  }

  static Program program(List<String> places, String interpreter) {
    List<Path> links = new ArrayList<>();
    places.subList(1, places.size()).forEach(place -> links.add(Path.of(place)));
    return new Program(
        Path.of(places.get(0)),
        links,
        Path.of(places.get(places.size() - 1)),
        Optional.of(interpreter).filter(name -> !name.isEmpty()).map(Path::of));
  }

  private static Verdict judged(
      Map<String, String> environment, String interpreter, String... places) {
    return Classifier.judge(
        program(List.of(places), interpreter),
        new Surroundings(environment, Path.of("/srv/q")),
        FILES);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void eachKindIsToldByItsEvidence(String kind, String evidence, List<String> places) {
    Verdict verdict = judged(HOME, "", places.toArray(String[]::new));
    assertThat(verdict.kind().word()).as(verdict.toString()).isEqualTo(kind);
    assertThat(verdict.evidence()).anySatisfy(words -> assertThat(words).contains(evidence));
  }

  @Test
  void theTableHasEveryKind() {
    Set<String> told = new java.util.HashSet<>();
    deployments().forEach(row -> told.add((String) row.get()[0]));
    assertThat(EnumSet.allOf(Kind.class)).allMatch(kind -> told.contains(kind.word()));
  }

  static Stream<Arguments> variables() {
    return Stream.of(
        named("project venv", "VIRTUAL_ENV names /v", "VIRTUAL_ENV", "/v", "/v/bin/python3"),
        named(
            "conda",
            "CONDA_PREFIX names it",
            "CONDA_PREFIX",
            "/h/miniconda3",
            "/h/miniconda3/bin/python3"),
        named("pipx", "in /p/venvs/black", "PIPX_HOME", "/p", "/p/venvs/black/bin/black"),
        named("uv", "in /u/ruff", "UV_TOOL_DIR", "/u", "/u/ruff/bin/ruff"),
        named("nvm", "in /n/versions/node/v1", "NVM_DIR", "/n", "/n/versions/node/v1/bin/node"),
        named("volta", "a shim", "VOLTA_HOME", "/t", "/t/bin/node"),
        named("pyenv", "in /y/versions/3.1", "PYENV_ROOT", "/y", "/y/versions/3.1/bin/python3"),
        named(
            "sdkman",
            "in /s/candidates/java/17",
            "SDKMAN_DIR",
            "/s",
            "/s/candidates/java/17/bin/java"),
        named("jenv", "in /j/versions/17", "JENV_ROOT", "/j", "/j/versions/17/bin/java"),
        named("asdf", "a shim", "ASDF_DATA_DIR", "/a", "/a/shims/node"),
        named("mise", "a shim", "MISE_DATA_DIR", "/m", "/m/shims/node"),
        named("fnm", "a shim", "FNM_MULTISHELL_PATH", "/f/7_1", "/f/7_1/bin/node"),
        named("cargo", "in /c/bin", "CARGO_HOME", "/c", "/c/bin/rg"),
        named("go", "by GOBIN", "GOBIN", "/g", "/g/gopls"),
        named("go", "by GOPATH", "GOPATH", "/g1:/g2", "/g2/bin/gopls"));
  }

  private static Arguments named(
      String kind, String evidence, String variable, String value, String place) {
    return Arguments.of(kind, evidence, variable, value, place);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void aVariableMayNameTheFolder(
      String kind, String evidence, String variable, String value, String place) {
    Verdict verdict = judged(Map.of(variable, value), "", place);
    assertThat(verdict.kind().word()).isEqualTo(kind);
    assertThat(String.join("; ", verdict.evidence())).contains(evidence);
    if (!kind.equals("conda")) {
      assertThat(judged(Map.of(), "", place).kind()).isEqualTo(Kind.UNKNOWN);
    }
  }

  @Test
  void aScriptBelongsToTheEnvironmentOfItsInterpreter() {
    Verdict venv = judged(HOME, "/x/.venv/bin/python3", "/h/.local/bin/tool");
    assertThat(venv.kind()).isEqualTo(Kind.PROJECT_VENV);
    assertThat(venv.evidence()).contains("its first line names /x/.venv/bin/python3");
    Verdict pipx =
        judged(HOME, "/h/.local/share/pipx/venvs/black/bin/python", "/h/.local/bin/black");
    assertThat(pipx.kind()).isEqualTo(Kind.PIPX);
    assertThat(judged(HOME, "/usr/bin/python3", "/h/.local/bin/tool").kind()).isEqualTo(Kind.USER);
  }

  @Test
  void aShimOfPyenvLeadsWhereTheVariableElseTheNearestFileSays() {
    Map<String, String> told = Map.of("HOME", "/h", "PYENV_VERSION", "3.12.1");
    assertThat(judged(told, "", "/h/.pyenv/shims/python3").evidence())
        .contains("PYENV_VERSION says 3.12.1");
    Verdict near =
        Classifier.judge(
            program(List.of("/h/.pyenv/shims/python3"), ""),
            new Surroundings(HOME, Path.of("/srv/p/deep/er")),
            FILES);
    assertThat(near.evidence()).contains("/srv/p/.python-version says 3.9.1");
    assertThat(near.grounds())
        .containsExactly(
            Path.of("/srv/p/deep/er/.python-version"),
            Path.of("/srv/p/deep/.python-version"),
            Path.of("/srv/p/.python-version"));
  }

  @Test
  void aVerdictRestsOnABoundedNumberOfFiles() {
    String deep = "/d".repeat(200);
    Verdict verdict =
        Classifier.judge(
            program(List.of("/h/.pyenv/shims/python3"), ""),
            new Surroundings(HOME, Path.of(deep)),
            FILES);
    assertThat(verdict.grounds())
        .hasSize(Verdict.MOST_GROUNDS)
        .contains(Path.of("/h/.pyenv/version"));
    Path[] many = new Path[100];
    Arrays.fill(many, Path.of("/m"));
    assertThat(new Verdict(Kind.USER, List.of(), List.of(many)).grounds())
        .hasSize(Verdict.MOST_GROUNDS);
  }

  @Test
  void withoutAPackageManagerAFolderOfTheSystemIsStillTheSystems() {
    Verdict verdict =
        Classifier.judge(
            program(List.of("/usr/bin/tool"), ""),
            new Surroundings(Map.of(), Path.of("/")),
            new FakeFiles());
    assertThat(verdict.kind()).isEqualTo(Kind.SYSTEM);
    assertThat(verdict.evidence()).containsExactly("in /usr/bin, a folder of the system");
  }
}
