package io.plimsoll.cli;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in a process of its own: streams, signals, statuses. */
class ProcessTest {

  @TempDir Path folder;

  private Process start(String... args) throws IOException {
    List<String> line = new ArrayList<>(heedingSignals());
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.plimsoll.cli.Main"));
    line.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PLIMSOLL_"));
    return builder.start();
  }

  /**
   * Whoever runs these tests may have been told to ignore HUP or INT (nohup, a shell's background
   * job), and hands that down: what is tried here must not.
   */
  private static List<String> heedingSignals() throws IOException {
    long hupOrInt = 0b11;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")
          && (Long.parseUnsignedLong(line.substring(7).strip(), 16) & hupOrInt) != 0) {
        return List.of("env", "--default-signal");
      }
    }
    return List.of();
  }

  private static String finish(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("in time").isTrue();
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void streamsPassUntouched() throws Exception {
    byte[] noise = new byte[1 << 20];
    new java.util.Random(7).nextBytes(noise);
    Files.write(folder.resolve("noise"), noise);
    Process process = start("run", "--stdin", "noise", "--", "sh", "-c", "cat; printf warn >&2");
    assertThat(process.getInputStream().readAllBytes()).isEqualTo(noise);
    assertThat(finish(process)).isEqualTo("warn");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    Process process =
        start("run", "printf", "<%s>", "a b", "", "--timeout", "--", "'q'", "@x", "\n");
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("<a b><><--timeout><--><'q'><@x><\n>");
    finish(process);
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "HUP,129"})
  void aSignalEndsWhatIsOwnedAndIsTold(String signal, int status) throws Exception {
    Path pid = folder.resolve("pid");
    Process process =
        start("run", "sh", "-c", "echo $$ > pid.part; mv pid.part pid; exec sleep 30");
    await(() -> Files.exists(pid));
    signal(signal, process.pid());
    String err = finish(process);
    assertThat(process.exitValue()).as(err).isEqualTo(status);
    assertThat(err).contains("interrupted by " + signal).hasLineCount(1);
    assertGone(pid);
  }

  @Test
  void aSecondSignalKillsAtOnce() throws Exception {
    Path pid = folder.resolve("pid");
    Process process =
        start(
            "run",
            "--grace",
            "15s",
            "sh",
            "-c",
            "trap 'touch asked' TERM; echo $$ > pid.part; mv pid.part pid; while :; do sleep 0.1; done");
    await(() -> Files.exists(pid));
    signal("INT", process.pid());
    // The JVM has a thread for each signal: of two at once either may be the first.
    await(() -> Files.exists(folder.resolve("asked")));
    signal("TERM", process.pid());
    long begun = System.nanoTime();
    String err = finish(process);
    assertThat(process.exitValue()).as(err).isEqualTo(130);
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertGone(pid);
  }

  @Test
  void theEndOfOurInputGivesTheCommandTheGraceToLeave() throws Exception {
    Process deaf =
        start("run", "--eof", "end", "--grace", "2", "sh", "-c", "trap '' TERM; sleep 30");
    String err = finish(deaf);
    assertThat(deaf.exitValue()).as(err).isEqualTo(137);
    Process polite = start("run", "--eof", "end", "cat");
    polite.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(finish(polite)).isEmpty();
    assertThat(polite.exitValue()).isZero();
    assertThat(polite.getInputStream().readAllBytes()).asString().isEqualTo("hello");
  }

  @Test
  void verboseNamesTheSignalAndTheCommand() throws Exception {
    Process process = start("run", "-v", "--timeout", "0.2", "sleep", "9");
    assertThat(finish(process))
        .containsPattern("containment (cgroup|session|cookie|parents|namespace): ")
        .contains("sending signal TERM to sleep 9");
    assertThat(process.exitValue()).isEqualTo(124);
  }

  @Test
  void aReportIsWrittenWhenAllIsOver() throws Exception {
    Process process = start("run", "--report", "r.json", "sh", "-c", "exit 3");
    finish(process);
    assertThat(folder.resolve("r.json"))
        .content()
        .startsWith("{\"outcome\":\"failed\",\"reason\":\"left with status 3\",\"exitCode\":3,")
        .endsWith("\"status\":3}\n");
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static void assertGone(Path pid) throws IOException {
    long number = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
