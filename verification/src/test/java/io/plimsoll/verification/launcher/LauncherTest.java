package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as it lies in an unpacked archive: what it starts, with what, and what it passes on.
 */
class LauncherTest {
  private static final Path TOP = top();
  private static final Path DIST = TOP.resolve("adapter-cli/target/dist/lib");

  @TempDir private Path temp;
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    if (!Files.exists(DIST.resolve("id"))) {
      Started first = Started.run(folder, System.getenv(), "", command(TOP, "--version"));
      assertThat(first.err()).doesNotContain("failed");
    }
  }

  @BeforeEach
  void unpack() throws IOException {
    home = temp.resolve("a folder with spaces/plimsoll");
    copy(TOP.resolve("bin"), home.resolve("bin"));
    copy(DIST, home.resolve("lib"));
    Files.delete(home.resolve("lib/id"));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", temp.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** They are tied to the id of the jars; to make one takes seconds. */
  private void haveClassArchives() throws IOException {
    Files.copy(DIST.resolve("id"), home.resolve("lib/id"));
  }

  @Test
  void itsPidIsTheRuntimes() throws Exception {
    Started started = plimsoll("run", "--", "sh", "-c", "echo $PPID");
    assertThat(started.out()).isEqualTo(started.pid() + "\n");
  }

  @Test
  void argumentsStdinAndStatusPassThrough() throws Exception {
    Started started =
        run(
            "in\n",
            "run",
            "--",
            "sh",
            "-c",
            "cat; printf '%s|' \"$@\"; exit 7",
            "sh",
            "a b",
            "",
            "--",
            "é\n");
    assertThat(started.out()).isEqualTo("in\na b||--|é\n|");
    assertThat(started.err()).isEmpty();
    assertThat(started.status()).isEqualTo(7);
  }

  @Test
  void aSymbolicLinkWillDo() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("first"), home.resolve("bin/plimsoll"));
    Files.createDirectories(temp.resolve("other"));
    Path second = Files.createSymbolicLink(temp.resolve("other/second"), Path.of("../first"));
    for (Path way : List.of(link, second)) {
      Started started =
          Started.run(temp, environment, "", List.of(way.toString(), "run", "--", "echo", "here"));
      assertThat(started.out()).isEqualTo("here\n");
    }
    Started relative =
        Started.run(temp, environment, "", List.of("other/../first", "run", "--", "echo", "here"));
    assertThat(relative.out()).isEqualTo("here\n");
  }

  @Test
  void twoFirstUsesAtOnceBothWorkAndASpoiltClassArchiveIsNotMentioned() throws Exception {
    haveClassArchives();
    List<Started.Going> going = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      going.add(
          Started.start(temp, environment, "", command(home, "run", "--", "echo", "use " + i)));
    }
    for (int i = 0; i < 2; i++) {
      Started started = going.get(i).end();
      assertThat(started.out()).isEqualTo("use " + i + "\n");
      assertThat(started.err()).isEmpty();
    }
    try (Stream<Path> archives = Files.list(home.resolve("cds"))) {
      List<Path> all = archives.toList();
      assertThat(all).hasSize(1).allMatch(p -> p.toString().endsWith(".jsa"));
      Files.delete(all.get(0));
      Files.writeString(all.get(0), "spoilt");
    }
    Started started = plimsoll("run", "--", "echo", "fine");
    assertThat(started.out()).isEqualTo("fine\n");
    assertThat(started.err()).isEmpty();
  }

  @Test
  void aBatchHasAClassArchiveOfItsOwnAndElseThatOfARun() throws Exception {
    haveClassArchives();
    environment.put("PLIMSOLL_JAVA_OPTS", "-Xlog:class+path=info:stderr -Xlog:cds:stderr");
    assertThat(plimsoll("run", "--", "true").err()).contains("-run.jsa");
    assertThat(plimsoll("batch").err()).contains("-batch.jsa").doesNotContain("-run.jsa");
    try (Stream<Path> archives = Files.list(home.resolve("cds"))) {
      for (Path archive : archives.filter(p -> p.toString().endsWith("-batch.jsa")).toList()) {
        Files.move(archive, Path.of(archive + ".none"));
      }
    }
    assertThat(plimsoll("batch").err()).contains("-run.jsa").doesNotContain("-batch.jsa");
    assertThat(home.resolve("cds")).isDirectoryNotContaining("glob:**-batch.jsa");
  }

  /** Each costs a start eight times as much as a class: 230 of them were a fourth of it. */
  @Test
  void aStartLinksFewLambdasOfOurs() throws Exception {
    Path loaded = temp.resolve("loaded");
    environment.put("PLIMSOLL_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    List<String> lines = new ArrayList<>();
    Await.await(
        "a run that is over before its memory is watched, as it is of what lives for a while",
        () -> {
          assertThat(plimsoll("run", "--", "true").status()).isZero();
          lines.clear();
          lines.addAll(Files.readAllLines(loaded));
          return lines.stream().noneMatch(line -> line.contains(" io.plimsoll.breaker.HeapWatch "));
        });
    assertThat(lines).anyMatch(line -> line.contains(" io.plimsoll.cli.Main "));
    assertThat(lines.stream().filter(line -> line.matches(".* io\\.plimsoll\\.\\S+\\$\\$Lambda.*")))
        .hasSizeBetween(1, 12);
  }

  /** The heap is as asked for, whoever asks; what cannot be had is told by the program. */
  @Test
  void theHeapIsWhatTheSettingsSay() throws Exception {
    Path file = temp.resolve("other.toml");
    Files.writeString(file, "# memory.heap = \"96m\"\n[memory]\n  heap='512m' # much\n");
    assertThat(plimsoll("doctor").out()).containsPattern("heap +at most 6[0-9.]*m");
    assertThat(plimsoll("doctor", "--config", file.toString()).out()).contains("at most 512m");
    Files.writeString(temp.resolve("plimsoll.toml"), "memory.heap = \"128m\"\r\n");
    assertThat(plimsoll("doctor").out()).containsPattern("heap +at most 12[0-9.]*m");
    environment.put("PLIMSOLL_MEMORY_HEAP", "2 GiB");
    assertThat(plimsoll("doctor", "--config=" + file).out()).contains("at most 2g");
    environment.put("PLIMSOLL_MEMORY_HEAP", "16m");
    assertThat(plimsoll("doctor").err())
        .contains("memory.heap: is '16m'; must be auto, or whole MiB or GiB from 32m to 1t");
  }

  /** Also where that has an option of the same name. */
  @Test
  void theHeapIsNotWhatAFileOfTheCommandSays() throws Exception {
    Files.writeString(temp.resolve("plimsoll.toml"), "memory.heap = \"128m\"\n");
    Path app = Files.writeString(temp.resolve("app.toml"), "memory.heap = \"512m\"\n");
    environment.put("JAVA_HOME", jvm("jvm", "17.0.1", "printf '%s\\n' \"$@\"").toString());
    for (String[] line :
        List.of(
            new String[] {"run", "true", "--config", app.toString()},
            new String[] {"run", "true", "--config=" + app},
            new String[] {"run", "-C", "/", "true", "--config", app.toString()},
            new String[] {"run", "--grace=1s", "true", "x", "--config", app.toString()})) {
      assertThat(plimsoll(line).out()).as(String.join(" ", line)).contains("-Xmx128m\n");
    }
    assertThat(plimsoll("run", "-C", "/", "--config", app.toString(), "true").out())
        .contains("-Xmx512m\n");
  }

  @Test
  void withoutAnyJvmItSaysWhereItLooked() throws Exception {
    hideUsualFolders();
    environment.remove("JAVA_HOME");
    environment.put("PATH", emptyFolder().toString());
    Started started = plimsoll("run", "--", "true");
    assertThat(started.status()).isEqualTo(125);
    assertThat(started.err())
        .startsWith(
            "plimsoll: no Java 17 or later in JAVA_HOME (not set), PATH or the usual folders;")
        .contains("set JAVA_HOME");
    assertThat(started.out()).isEmpty();
  }

  @Test
  void anOldJvmIsPassedOver() throws Exception {
    hideUsualFolders();
    environment.put("JAVA_HOME", jvm("old", "11.0.2", "echo old").toString());
    Path good = jvm("good", "21.0.1", "echo good");
    environment.put("PATH", good.resolve("bin") + ":/usr/bin:/bin");
    assertThat(plimsoll("config").out()).isEqualTo("good\n");
    environment.put("PATH", emptyFolder().toString());
    assertThat(plimsoll("config").status()).isEqualTo(125);
  }

  @Test
  void aJvmWithoutAReleaseFileIsAsked() throws Exception {
    hideUsualFolders();
    Path home =
        jvm(
            "silent",
            "17",
            "if [ \"$2\" = -version ]; then echo '    java.version = 17.0.9' >&2; else echo asked; fi");
    Files.delete(home.resolve("release"));
    environment.put("JAVA_HOME", home.toString());
    assertThat(plimsoll("config").out()).isEqualTo("asked\n");
  }

  @Test
  void optionsOfTheUserComeLast() throws Exception {
    environment.put("JAVA_HOME", jvm("jvm", "17.0.1", "printf '%s\\n' \"$@\"").toString());
    environment.put("PLIMSOLL_JAVA_OPTS", "-Xmx99m  -Dstar=*");
    List<String> run = plimsoll("run", "--", "true").out().lines().toList();
    assertThat(run)
        .containsSubsequence("-Xmx64m", "-XX:TieredStopAtLevel=1", "-Xmx99m", "-Dstar=*");
    assertThat(run)
        .endsWith(
            "-Dstar=*",
            "-cp",
            home + "/lib/plimsoll.jar",
            "io.plimsoll.cli.Main",
            "run",
            "--",
            "true");
    assertThat(plimsoll("batch").out().lines())
        .contains("-Xmx256m", "-Xmn3m")
        .doesNotContain("-Xmx64m");
  }

  @Test
  void theEnvironmentArrivesAsItWas() throws Exception {
    environment.put("JAVA_HOME", jvm("jvm", "17.0.1", "cat /proc/$$/environ").toString());
    environment.put("BASH_FUNC_exec%%", "() { echo trapped; }");
    environment.put("BASH_ENV", "/dev/null");
    environment.put("odd.name", "1");
    environment.put("home", "2");
    environment.put("JAVA_TOOL_OPTIONS", "-Dmine");
    Map<String, String> seen = new HashMap<>();
    for (String entry : plimsoll("run", "--", "true").out().split("\0")) {
      int equals = entry.indexOf('=');
      seen.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    assertThat(seen).containsAllEntriesOf(environment);
    seen.keySet().removeAll(environment.keySet());
    // What any shell adds for those it starts, and what the JVM alone is told.
    assertThat(seen.keySet()).isSubsetOf("PWD", "OLDPWD", "SHLVL", "_", "_JAVA_SR_SIGNUM");
  }

  @Test
  void whereTheLocaleKnowsOnlyAsciiTheJvmGetsUtf8AndIsToldSo() throws Exception {
    environment.put(
        "JAVA_HOME", jvm("jvm", "17.0.1", "printenv LC_ALL LC_CTYPE; echo $*").toString());
    environment.remove("LANG");
    assertThat(plimsoll("config").out())
        .startsWith("C.UTF-8\n")
        .contains(" -Dplimsoll.restore.LC_CTYPE= ");
    environment.put("LC_ALL", "POSIX");
    assertThat(plimsoll("config").out())
        .startsWith("C.UTF-8\n")
        .contains(" -Dplimsoll.restore.LC_ALL=POSIX ");
    environment.put("LC_ALL", "C.UTF-8");
    assertThat(plimsoll("config").out()).startsWith("C.UTF-8\n").doesNotContain("restore.LC");
  }

  private Started plimsoll(String... arguments) throws Exception {
    return run("", arguments);
  }

  private Started run(String stdin, String... arguments) throws Exception {
    return Started.run(temp, environment, stdin, command(home, arguments));
  }

  private static List<String> command(Path home, String... arguments) {
    List<String> command = new ArrayList<>(List.of(home + "/bin/plimsoll"));
    command.addAll(List.of(arguments));
    return command;
  }

  private Path emptyFolder() throws IOException {
    return Files.createDirectories(temp.resolve("empty"));
  }

  /**
   * A folder that looks like a JVM of that version; what it does is written in the shell's words.
   */
  private Path jvm(String name, String version, String does) throws IOException {
    Path jvm = temp.resolve(name);
    Path java = jvm.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(jvm.resolve("release"), "A=\"1\"\nJAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(java, "#!/bin/bash -p\n" + does + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jvm;
  }

  /** This machine has a JVM in a usual folder; the script's copy here does not look there. */
  private void hideUsualFolders() throws IOException {
    Path script = home.resolve("bin/launch.bash");
    String text = Files.readString(script);
    String hidden = text.replaceFirst("_pl_homes=\\([^)]*\\)", "_pl_homes=()");
    assertThat(hidden).isNotEqualTo(text);
    Files.writeString(script, hidden);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("bin/plimsoll")) ? folder : folder.getParent();
  }
}
