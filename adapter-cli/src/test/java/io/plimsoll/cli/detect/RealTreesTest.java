package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules over real files and links. */
class RealTreesTest {

  @TempDir Path temp;

  private final Disk disk = new Disk();
  private Path home;

  @BeforeEach
  void real() throws IOException {
    home = temp.toRealPath();
  }

  private Verdict judged(Path path) {
    Surroundings here = new Surroundings(Map.of("HOME", home.toString()), home);
    return Classifier.judge(disk.program(path), here, disk);
  }

  @Test
  void aVirtualEnvironmentWhosePythonIsTheSystems() throws IOException {
    Trees.write(home.resolve("p/.venv/pyvenv.cfg"), "home = /usr/bin\n");
    Path python = Trees.link(home.resolve("p/.venv/bin/python3"), Path.of("/bin/sh"));
    Verdict verdict = judged(python);
    assertThat(verdict.kind()).isEqualTo(Kind.PROJECT_VENV);
    assertThat(verdict.evidence()).containsExactly("pyvenv.cfg in " + home.resolve("p/.venv"));
    assertThat(disk.program(python).real()).isEqualTo(Path.of("/bin/sh").toRealPath());
  }

  @Test
  void aScriptOfPipxByItsFirstLine() throws IOException {
    Path python = home.resolve(".local/share/pipx/venvs/black/bin/python");
    Trees.executable(python, "");
    Trees.write(home.resolve(".local/share/pipx/venvs/black/pyvenv.cfg"), "");
    Path script =
        Trees.executable(home.resolve("bin/black"), "#!" + python + " -E\nimport black\n");
    Verdict verdict = judged(script);
    assertThat(verdict.kind()).isEqualTo(Kind.PIPX);
    assertThat(verdict.evidence()).contains("its first line names " + python);
  }

  @Test
  void aRelativeLinkInNodeModules() throws IOException {
    Trees.write(home.resolve("p/node_modules/eslint/package.json"), "{\"bin\" : \"e.js\"}");
    Trees.executable(home.resolve("p/node_modules/eslint/e.js"), "#!/usr/bin/env node\n");
    Path bin = Trees.link(home.resolve("p/node_modules/.bin/eslint"), Path.of("../eslint/e.js"));
    Verdict verdict = judged(bin);
    assertThat(verdict.kind()).isEqualTo(Kind.NODE_MODULES);
    assertThat(verdict.evidence())
        .containsExactly(
            "in node_modules/.bin of " + home.resolve("p"),
            "of the package eslint, whose package.json has a bin");
  }

  @Test
  void aGlobalPackageOfNpm() throws IOException {
    Trees.write(home.resolve("npm/lib/node_modules/@a/b/package.json"), "{}");
    Trees.executable(home.resolve("npm/lib/node_modules/@a/b/b.js"), "#!/usr/bin/env node\n");
    Path bin = Trees.link(home.resolve("npm/bin/b"), Path.of("../lib/node_modules/@a/b/b.js"));
    Verdict verdict = judged(bin);
    assertThat(verdict.kind()).isEqualTo(Kind.NPM_GLOBAL);
    assertThat(verdict.evidence()).contains("of the package @a/b");
  }

  @Test
  void aShimOfPyenvAndWhatItLeadsTo() throws IOException {
    Path shim =
        Trees.executable(
            home.resolve(".pyenv/shims/python3"),
            "#!/usr/bin/env bash\nexec pyenv exec \"$program\" \"$@\"\n");
    Path target = Trees.executable(home.resolve(".pyenv/versions/3.11.7/bin/python3"), "");
    Trees.write(home.resolve(".python-version"), "3.11.7\n3.10.1\n");
    Verdict verdict = judged(shim);
    assertThat(verdict.kind()).isEqualTo(Kind.PYENV);
    assertThat(verdict.evidence())
        .contains("%s says 3.11.7, which is %s".formatted(home.resolve(".python-version"), target));
  }

  @Test
  void aCandidateOfSdkmanBehindTwoLinks() throws IOException {
    Path candidates = home.resolve(".sdkman/candidates/java");
    Trees.executable(candidates.resolve("17.0.15-tem/bin/java"), "");
    Trees.link(candidates.resolve("current"), Path.of("17.0.15-tem"));
    Path java = candidates.resolve("current/bin/java");
    assertThat(judged(java).evidence())
        .containsExactly("in %s/17.0.15-tem, a version of sdkman".formatted(candidates));
    assertThat(judged(Trees.link(home.resolve("bin/java"), java)).kind()).isEqualTo(Kind.SDKMAN);
  }

  @Test
  void condaByItsFolder() throws IOException {
    Trees.write(home.resolve("mini/conda-meta/history"), "");
    assertThat(judged(Trees.executable(home.resolve("mini/bin/python3"), "")).kind())
        .isEqualTo(Kind.CONDA);
  }

  @Test
  void aProxyOfRustup() throws IOException {
    Trees.executable(home.resolve(".cargo/bin/rustup"), "");
    Path cargo = Trees.link(home.resolve(".cargo/bin/cargo"), Path.of("rustup"));
    assertThat(judged(cargo).kind()).isEqualTo(Kind.CARGO);
    assertThat(judged(cargo).evidence()).contains("a proxy of rustup");
  }

  @Test
  void theShellIsTheSystems() {
    assertThat(judged(Path.of("/bin/sh")).kind()).isEqualTo(Kind.SYSTEM);
  }
}
