package io.plimsoll.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools at their worst, asked by real commands. */
@Timeout(120)
class VersionQuestionTest {

  /** More than the timeout, the grace and the end of a tree take, on a slow machine. */
  private static final Duration MOST = Duration.ofSeconds(20);

  /** A number of seconds that no other process sleeps. */
  private static final String MARK =
      "8650" + ProcessHandle.current().pid() + "." + System.nanoTime();

  private static Plimsoll plimsoll;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void start() {
    // A user's own settings must not let a tool's leftovers live on.
    plimsoll = Plimsoll.start(Settings.of(Map.of("process.survivors", "keep")));
  }

  @AfterAll
  static void close() {
    plimsoll.close();
  }

  @BeforeEach
  void path() {
    environment.put("PATH", System.getenv("PATH"));
  }

  private Version ask(Path tool) throws InterruptedException {
    return new VersionQuestion(plimsoll, new Surroundings(environment, folder)).ask(tool);
  }

  private Version ask(String body) throws IOException, InterruptedException {
    return ask(Trees.script(folder.resolve("tool"), body));
  }

  private static List<Long> alive() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid).filter(VersionQuestionTest::isMarked).toList();
    }
  }

  private static boolean isMarked(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
          .startsWith("sleep\0" + MARK);
    } catch (IOException e) {
      return false;
    }
  }

  static Stream<Arguments> tools() {
    return Stream.of(
        Arguments.of("echo tool 1.2.3", true, "1.2.3"),
        Arguments.of("echo warming up; echo tool 1.2.3 >&2", true, "1.2.3"),
        Arguments.of("[ \"$*\" = --version ] && echo 1.2.3", true, "1.2.3"),
        Arguments.of("read answer; echo \"1.2.3$answer\"", true, "1.2.3"),
        Arguments.of("echo hello", false, "it says none: hello"),
        Arguments.of(":", false, "it says none"),
        Arguments.of("echo 'no such option' >&2; exit 2", false, ": no such option"),
        Arguments.of("echo 1.2.3; exit 3", false, "left with status 3"),
        Arguments.of("kill -KILL $$", false, "KILL"));
  }

  @ParameterizedTest
  @MethodSource("tools")
  void aToolSaysItsVersionOrThereIsAReason(String body, boolean known, String text)
      throws Exception {
    Version version = ask(body);
    assertThat(version.isKnown()).as(version.text()).isEqualTo(known);
    assertThat(version.text()).contains(text);
    assertThat(version.lasting()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("nuisances")
  void aToolAtItsWorstCostsTheTimeoutAndLeavesNothing(String body, String words) throws Exception {
    long begin = System.nanoTime();
    Version version = ask(body.replace("MARK", MARK));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MOST);
    assertThat(version.text()).contains(words);
    assertThat(alive()).isEmpty();
  }

  static Stream<Arguments> nuisances() {
    return Stream.of(
        Arguments.of("exec sleep MARK", "allowed 2 s"),
        Arguments.of("echo 1.2.3; exec sleep MARK", "allowed 2 s"),
        Arguments.of("trap '' TERM INT HUP; while :; do sleep MARK; done", "allowed 2 s"),
        Arguments.of("sleep MARK & (setsid sleep MARK &); echo 1.2.3", "1.2.3"),
        Arguments.of("(setsid sleep MARK > /dev/null 2>&1 &); exec sleep MARK", "allowed 2 s"));
  }

  @Test
  void aToolThatFloodsIsReadAndOnlyTheBeginningIsKept() throws Exception {
    assertThat(ask("echo 1.2.3; head -c 50000000 /dev/zero").text()).isEqualTo("1.2.3");
    assertThat(ask("head -c 50000000 /dev/zero; echo 1.2.3").isKnown()).isFalse();
    Version endless = ask("while :; do echo y y y y y y y y y y y y y y y y y y; done");
    assertThat(endless.text()).contains("allowed 2 s");
    assertThat(endless.lasting()).isFalse();
  }

  @Test
  void whatCannotBeStartedHasAReason() throws Exception {
    Version none = ask(Trees.executable(folder.resolve("broken"), "#!/no/such/interpreter\n"));
    assertThat(none.isKnown()).isFalse();
    assertThat(none.text()).contains("interpreter");
    assertThat(none.lasting()).isTrue();
  }

  @Test
  void toolsWithManyWaysAreAskedTheirOwnWay() throws Exception {
    Path args = folder.resolve("args");
    for (String[] way :
        new String[][] {
          {"java", "-version"}, {"go", "version"}, {"ssh", "-V"}, {"tool", "--version"}
        }) {
      ask(Trees.script(folder.resolve(way[0]), "echo \"$*\" > " + args));
      assertThat(args).hasContent(way[1]);
    }
  }

  @Test
  void aToolSeesTheVariablesOfManagersAndNoOthers() throws Exception {
    environment.put("PYENV_VERSION", "3.11");
    environment.put("JAVA_TOOL_OPTIONS", "-Dx=9.9.9");
    environment.put("SECRET_TOKEN", "t");
    assertThat(ask("echo \"1.2.3-$PYENV_VERSION-x$JAVA_TOOL_OPTIONS$SECRET_TOKEN\"").text())
        .isEqualTo("1.2.3-3.11-x");
  }

  @Test
  void inAClosingScopeTheReasonIsThatOfNow() throws Exception {
    var scope = plimsoll.scope("closed");
    scope.close();
    Version none =
        new VersionQuestion(scope, new Surroundings(environment, folder))
            .ask(Trees.script(folder.resolve("tool"), "echo 1.2.3"));
    assertThat(none.isKnown()).isFalse();
    assertThat(none.lasting()).isFalse();
  }
}
