package io.plimsoll.verification.launcher;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code run} promises, by the real launcher script and real commands. */
@Timeout(120)
class RunAcceptanceTest {

  private static final Path PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll");
  private static final String DEAF = "trap '' TERM INT; while :; do sleep 0.05; done";
  private static final String POLITE = "trap 'exit 3' TERM; while :; do sleep 0.05; done";

  /** Keeps what it has taken: the last one reads nothing. */
  private static final String HOARDER =
      "head -c 300000000 /dev/zero | tail -c 300000000 | sleep 60";

  @TempDir private Path temp;

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(PLIMSOLL.toString(), "--version"));
  }

  /**
   * Status, our options, and where {@code timeout} has the same convention its options; then the
   * command.
   */
  static Stream<Arguments> statuses() {
    return Stream.of(
        row(0, "", "10", "true"),
        row(7, "", "10", "sh", "-c", "exit 7"),
        row(255, "", "10", "sh", "-c", "exit 255"),
        row(126, "", "10", "/etc/passwd"),
        row(126, "", "10", "/"),
        row(126, "", "10", "/etc/passwd/program"),
        row(127, "", "10", "/no/such/program"),
        row(137, "", "10", "sh", "-c", "kill -KILL $$"),
        row(143, "", "10", "sh", "-c", "kill -TERM $$"),
        row(139, "", "10", "sh", "-c", "ulimit -c 0; kill -SEGV $$"),
        row(0, "--timeout 0", "0", "sleep", "0.1"),
        row(124, "--timeout 0.2", "0.2", "sleep", "20"),
        row(124, "--timeout 0.2s", "0.2s", "sh", "-c", POLITE),
        row(3, "--timeout 2 --preserve-status", "--preserve-status 2", "sh", "-c", POLITE),
        row(143, "--timeout 0.2 --preserve-status", "--preserve-status 0.2", "sleep", "20"),
        row(124, "--timeout 0.2 --signal INT", "-s INT 0.2", "sleep", "20"),
        row(137, "--timeout 0.2 --signal KILL", "-s KILL 0.2", "sleep", "20"),
        row(137, "--timeout 2 --grace 0.2", "-k 0.2 2", "sh", "-c", DEAF),
        row(125, "--timeout nonsense", "nonsense", "true"),
        row(125, "--no-such-option", "--no-such-option 1", "true"),
        row(125, "--signal NONE", "-s NONE 1", "true"),
        row(138, "", "10", "sh", "-c", "kill -USR1 $$"),
        row(125, "", "", new String[0]));
  }

  private static Arguments row(int status, String ours, String theirs, String... command) {
    return Arguments.of(status, words(ours), words(theirs), List.of(command));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void itsStatusIsAsPromisedAndAsThatOfTimeout(
      int status, List<String> ours, List<String> theirs, List<String> command) throws Exception {
    List<String> all = new ArrayList<>(ours);
    all.addAll(command);
    Started run = run("", all.toArray(new String[0]));
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    Path timeout = Path.of("/usr/bin/timeout");
    if (Files.isExecutable(timeout)) {
      List<String> other = new ArrayList<>(List.of(timeout.toString()));
      other.addAll(theirs);
      other.addAll(command);
      assertThat(Started.run(temp, System.getenv(), "", other).status()).isEqualTo(status);
    }
    if (status == 125) {
      assertThat(run.err()).startsWith("plimsoll").doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void aProgramThatIsNowhereOnThePathLeavesWith127AsThatOfTimeout() throws Exception {
    // Whether a folder of the caller's own PATH may be searched is another question.
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    for (List<String> way :
        List.of(List.of(PLIMSOLL.toString(), "run"), List.of("/usr/bin/timeout", "10"))) {
      if (Files.isExecutable(Path.of(way.get(0)))) {
        List<String> command = new ArrayList<>(way);
        command.add("no-such-program-here");
        assertThat(Started.run(temp, environment, "", command).status()).isEqualTo(127);
      }
    }
  }

  @Test
  void aTreePastItsMemoryLimitLeavesWith137() throws Exception {
    Started run = run("", "--memory", "60m", "sh", "-c", HOARDER);
    assertThat(run.status()).as(run.err()).isEqualTo(137);
    assertThat(run.err()).contains("allowed 60m");
  }

  @Test
  void noDescendantIsLeftNotEvenADaemon() throws Exception {
    String mark = "600" + (System.nanoTime() % 100_000);
    String script =
        "sleep MARK & (sleep MARK &); (setsid sleep MARK &); sleep MARK".replace("MARK", mark);
    long begin = System.nanoTime();
    Started run = run("", "--timeout", "1s", "--grace", "1s", "sh", "-c", script);
    assertThat(run.status()).isEqualTo(124);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(20_000);
    assertThat(alive(mark)).isEmpty();
  }

  @Test
  void aGrandchildThatHoldsItsOutputKeepsNobodyWaiting() throws Exception {
    String mark = "601" + (System.nanoTime() % 100_000);
    Started run = run("", "sh", "-c", "echo out; sleep " + mark + " & exit 4");
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.out()).isEqualTo("out\n");
    assertThat(alive(mark)).isEmpty();
  }

  @Test
  void argumentsArriveUntouchedWhateverTheLocale() throws Exception {
    String[] odd = {
      "", " ", "a b", "'", "\"", "\\", "$HOME", "*", "\n\t", "-x", "--", "é漢😀", "a=b"
    };
    for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("LC_ALL", locale);
      List<String> command =
          new ArrayList<>(
              List.of(
                  PLIMSOLL.toString(),
                  "run",
                  "--",
                  "sh",
                  "-c",
                  "printf '%s|' \"$LC_ALL\" \"$@\"",
                  "sh"));
      command.addAll(Arrays.asList(odd));
      // Java hands arguments over in its own locale's encoding: a shell script says them as bytes.
      Path script = Files.writeString(temp.resolve("args-" + locale + ".sh"), quoted(command));
      Started run = Started.run(temp, environment, "", List.of("/bin/sh", script.toString()));
      assertThat(run.out()).isEqualTo(locale + "|" + String.join("|", odd) + "|");
    }
  }

  private static String quoted(List<String> command) {
    StringBuilder line = new StringBuilder("exec");
    command.forEach(word -> line.append(" '").append(word.replace("'", "'\\''")).append('\''));
    return line.append('\n').toString();
  }

  @Test
  void whatFlowsThroughIsUntouchedByteForByte() throws Exception {
    Path bytes = temp.resolve("bytes");
    byte[] content = new byte[5_000_000];
    new java.util.Random(42).nextBytes(content);
    Files.write(bytes, content);
    Path copy = temp.resolve("copy");
    Process process =
        new ProcessBuilder(PLIMSOLL.toString(), "run", "--", "cat")
            .redirectInput(bytes.toFile())
            .redirectOutput(copy.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(copy).hasSameBinaryContentAs(bytes);
  }

  @Test
  void interruptedItEndsWhatItOwnsAndSaysSo() throws Exception {
    // A background job of a shell ignores INT and hands that down: TERM is heeded always.
    Map<String, Integer> heeded =
        ignoresInterrupts() ? Map.of("TERM", 143) : Map.of("INT", 130, "TERM", 143);
    for (Map.Entry<String, Integer> signal : heeded.entrySet()) {
      String mark = "602" + (System.nanoTime() % 100_000);
      Started.Going going =
          Started.start(
              temp,
              System.getenv(),
              "",
              List.of(
                  PLIMSOLL.toString(),
                  "run",
                  "--",
                  "sh",
                  "-c",
                  "setsid sleep " + mark + " & sleep 60"));
      await(() -> alive(mark).size() == 1);
      new ProcessBuilder("kill", "-s", signal.getKey(), Long.toString(going.process().pid()))
          .start()
          .waitFor();
      Started run = going.end();
      assertThat(run.status()).isEqualTo(signal.getValue());
      assertThat(run.err()).isNotEmpty().doesNotContain("Exception");
      assertThat(alive(mark)).isEmpty();
    }
  }

  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
  }

  @Test
  void otherSignalsThatEndAProcessLeaveNothingBehindEither() throws Exception {
    for (Map.Entry<String, Integer> signal :
        Map.of("USR1", 138, "USR2", 140, "ALRM", 142).entrySet()) {
      String mark = "603" + (System.nanoTime() % 100_000);
      Started.Going going =
          Started.start(
              temp, System.getenv(), "", List.of(PLIMSOLL.toString(), "run", "--", "sleep", mark));
      await(() -> alive(mark).size() == 1);
      new ProcessBuilder("kill", "-s", signal.getKey(), Long.toString(going.process().pid()))
          .start()
          .waitFor();
      Started run = going.end();
      assertThat(run.status()).as(run.err()).isEqualTo(signal.getValue());
      assertThat(alive(mark)).isEmpty();
    }
  }

  @Test
  void whatCannotReachACommandIsRefused() throws Exception {
    Started run = run("", "--signal", "QUIT", "true");
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.err()).contains("blocks QUIT").contains("try INT or ABRT");
  }

  @Test
  void closedStreamsBecomeNoFilesOfOurs() throws Exception {
    String script =
        "'%s' run -- cat <&- >out; echo $? >>out; '%s' batch <&- >>out; echo $? >>out"
            .formatted(PLIMSOLL, PLIMSOLL);
    Started.run(temp, System.getenv(), "", List.of("/bin/sh", "-c", script));
    assertThat(temp.resolve("out")).hasContent("0\n0\n");
  }

  @Test
  void aFolderThatIsGoneIsSaidInOneSentence() throws Exception {
    Path gone = Files.createDirectories(temp.resolve("gone"));
    String script = "rmdir '%s'; exec '%s' run -- true".formatted(gone, PLIMSOLL);
    Started run =
        Started.run(
            temp,
            System.getenv(),
            "",
            List.of("/bin/sh", "-c", "cd '%s'; %s".formatted(gone, script)));
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.err()).contains("is not there any more").doesNotContain("\tat ");
  }

  @Test
  void aReportReplacesNoDeviceAndNoLink() throws Exception {
    Path real = temp.resolve("real.json");
    Files.writeString(real, "before");
    Path link = Files.createSymbolicLink(temp.resolve("link.json"), real);
    assertThat(run("", "--report", link.toString(), "true").status()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(real).content().startsWith("{").contains("\"status\":0");
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader =
        new ProcessBuilder("cat", pipe.toString())
            .redirectOutput(temp.resolve("read").toFile())
            .start();
    assertThat(run("", "--report", pipe.toString(), "true").status()).isZero();
    assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(temp.resolve("read")).content().contains("\"status\":0");
    assertThat(Files.readAttributes(pipe, "unix:mode").get("mode")).isEqualTo(0x1000 | mode(pipe));
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.readAttributes(path, "unix:mode").get("mode") & 0777;
  }

  private Started run(String stdin, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PLIMSOLL.toString(), "run"));
    command.addAll(Arrays.asList(arguments));
    return Started.run(temp, System.getenv(), stdin, command);
  }

  /** Processes that sleep for a number of seconds that only this test has thought of. */
  private static List<String> alive(String mark) {
    List<String> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .forEach(
            handle -> {
              try {
                String line =
                    new String(
                        Files.readAllBytes(Path.of("/proc/" + handle.pid() + "/cmdline")),
                        java.nio.charset.StandardCharsets.UTF_8);
                if (line.equals("sleep\0" + mark + "\0")) {
                  found.add(handle.pid() + " " + line);
                }
              } catch (IOException e) {
                // It has just ended.
              }
            });
    return found;
  }
}
