package io.plimsoll.cli;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

  @TempDir Path folder;

  private static String job(String id, String... command) {
    return "{\"id\":\"" + id + "\",\"command\":[\"" + String.join("\",\"", command) + "\"]}\n";
  }

  private static String line(Cli.Result result, String id) {
    return result.lines().stream()
        .filter(l -> l.startsWith("{\"id\":\"" + id + "\","))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyJobHasOneOutcomeInTheOrderOfTheirEnds() {
    Path told = folder.resolve("told");
    Cli.Result result =
        new Cli(folder)
            .in(
                job("slow", "sh", "-c", "until [ -e " + told + " ]; do sleep 0.01; done; sleep 0.5")
                    + job("fast", "sh", "-c", "echo hi; touch " + told))
            .run("batch", "-j", "2");
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().get(0))
        .matches(
            "\\{\"id\":\"fast\",\"outcome\":\"succeeded\",\"reason\":\"left with status 0\","
                + "\"exitCode\":0,\"signal\":null,\"attempt\":1,\"startedAt\":\"[-0-9T:.]+Z\","
                + "\"durationMillis\":\\d+,\"peakMemoryBytes\":\\d+,\"processes\":1,"
                + "\"stdout\":\\{\"bytes\":3,\"text\":\"hi\\\\n\",\"droppedBytes\":0\\},"
                + "\"stderr\":\\{\"bytes\":0,\"text\":\"\",\"droppedBytes\":0\\}\\}");
  }

  @Test
  void badLinesStopNothing() {
    Cli.Result result =
        new Cli(folder)
            .in(
                "\ufeff"
                    + job("a", "true")
                    + "\r\n{\"command\":[\"x\"\n"
                    + job("a", "true")
                    + "{\"command\":[\"true\"]}")
            .run("batch");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.lines()).hasSize(4);
    assertThat(line(result, "3")).contains("not-started", "line 3, column");
    assertThat(line(result, "5")).contains("succeeded");
    assertThat(result.out()).contains("id: 'a' was used by an earlier line");
  }

  @Test
  void aReaderThatBreaksDoesNotLookLikeTheEnd() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            throw new IllegalStateException("on purpose");
          }
        };
    Cli.Result result = new Cli(folder).in(broken).run("batch");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).contains("jobs cannot be read after line 0", "on purpose");
  }

  @Test
  void aWriterThatBreaksEndsTheRunningJobsAndIsAnErrorOfOurs() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("on purpose");
          }
        };
    Cli.Result result =
        new Cli(folder)
            .in(job("fast", "true") + job("slow", "sleep", "60"))
            .out(broken)
            .run("batch", "-j", "2");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .contains("outcomes cannot be written: internal error", "on purpose", "were lost");
  }

  @Test
  void noControlCharacterThatACommandPrintsIsWritten() {
    Cli.Result result =
        new Cli(folder)
            .in(
                "{\"id\":\"c\",\"command\":[\"printf\","
                    + "\"\\\\033[1m\\\\302\\\\2332J\\\\177\\\\303\\\\251\"]}\n")
            .run("batch");
    assertThat(line(result, "c")).contains("u001B[1m", "\\u009b2J", "u007F", "\u00e9\"");
    assertThat(result.out().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }

  @Test
  void aSecondSignalLeavesAlsoWhereNobodyTakesTheOutcomes() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            writing.countDown();
            try {
              taken.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Cli cli = new Cli(folder).in(job("a", "true")).out(stuck);
    CompletableFuture<Cli.Result> result = CompletableFuture.supplyAsync(() -> cli.run("batch"));
    writing.await();
    cli.send(StopSignal.INT);
    cli.send(StopSignal.INT);
    assertThat(result.get(30, TimeUnit.SECONDS).status()).isEqualTo(130);
    assertThat(result.join().err()).contains("1 outcomes nobody took");
    taken.countDown();
  }

  @Test
  void anEmptyInputIsAnEmptyBatch() {
    Cli.Result result = new Cli(folder).in("").run("batch");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void jobsRunUnderTheirOwnConditions() throws IOException {
    Files.createDirectory(folder.resolve("work"));
    Cli.Result result =
        new Cli(folder)
            .in(
                """
                {"id":"cwd","command":["pwd"],"cwd":"work"}
                {"id":"env","command":["printenv","K"],"env":{"K":"own"}}
                {"id":"all","command":["printenv","K"]}
                {"id":"in","command":["cat"],"stdin":"text"}
                {"id":"late","command":["sleep","10"],"timeout":"100ms"}
                {"id":"sig","command":["sleep","10"],"timeout":"100ms","signal":"USR1"}
                {"id":"no","command":["none-such-program"]}
                {"id":"bin","command":["printf","\\\\377"]}
                {"id":"try","command":["false"],"retries":1,"backoff":"1ms"}
                """)
            .run("batch", "--env", "K=all", "--timeout", "10s");
    assertThat(result.status()).isEqualTo(1);
    assertThat(line(result, "cwd")).contains("/work\\n\"");
    assertThat(line(result, "env")).contains("\"text\":\"own\\n\"");
    assertThat(line(result, "all")).contains("\"text\":\"all\\n\"");
    assertThat(line(result, "in")).contains("\"text\":\"text\"");
    assertThat(line(result, "late"))
        .contains(
            "\"outcome\":\"timed-out\"", "\"exitCode\":null,\"signal\":\"TERM\"", "allowed 100 ms");
    assertThat(line(result, "sig")).contains("\"signal\":\"USR1\"");
    assertThat(line(result, "no")).contains("\"outcome\":\"not-started\"", "none-such-program");
    assertThat(line(result, "bin")).contains("\"stdout\":{\"bytes\":1,\"base64\":\"/w==\",");
    assertThat(line(result, "try")).contains("\"attempt\":2");
  }

  @Test
  void outcomesGoToAFileWhereAsked() {
    Cli.Result result = new Cli(folder).in(job("a", "true")).run("batch", "-o", "outcomes");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("outcomes")).content().startsWith("{\"id\":\"a\"").endsWith("}\n");
  }

  @Test
  void failingFastStartsNoOtherAndEndsTheRunning() {
    Path late = folder.resolve("late");
    Cli.Result result =
        new Cli(folder)
            .in(
                job("long", "sleep", "20")
                    + job("bad", "false")
                    + job("late", "touch", late.toString()))
            .run("batch", "-j", "2", "--fail-fast");
    assertThat(result.status()).isEqualTo(1);
    assertThat(late).doesNotExist();
    assertThat(result.lines()).hasSize(2);
    assertThat(line(result, "long"))
        .contains("\"outcome\":\"cancelled\"", "job bad did not succeed, and the batch fails fast");
    assertThat(result.err()).contains("failed fast: 1 running jobs were cut off");
  }

  @Test
  void aLineGoesOutAsSoonAsItsJobHasEnded() throws Exception {
    try (PipedOutputStream feed = new PipedOutputStream()) {
      Cli cli = new Cli(folder).in(new PipedInputStream(feed, 1 << 16));
      CompletableFuture<Cli.Result> running = CompletableFuture.supplyAsync(() -> cli.run("batch"));
      feed.write(job("a", "true").getBytes(StandardCharsets.UTF_8));
      feed.flush();
      await(() -> cli.written().contains("\"id\":\"a\""));
      feed.write(job("b", "true").getBytes(StandardCharsets.UTF_8));
      feed.close();
      assertThat(running.get(20, TimeUnit.SECONDS).lines()).hasSize(2);
    }
  }

  @Test
  void anInterruptEndsAllAndSaysWhatWasCutOff() throws Exception {
    Path begun = folder.resolve("begun");
    String first = job("a", "sh", "-c", "touch " + begun + "; sleep 20");
    try (PipedOutputStream feed = new PipedOutputStream()) {
      Cli cli = new Cli(folder).in(new PipedInputStream(feed, 1 << 16));
      CompletableFuture<Cli.Result> running =
          CompletableFuture.supplyAsync(() -> cli.run("batch", "-j", "1"));
      feed.write((first + job("b", "sleep", "20")).getBytes(StandardCharsets.UTF_8));
      feed.flush();
      await(() -> Files.exists(begun));
      cli.send(StopSignal.INT);
      Cli.Result result = running.get(20, TimeUnit.SECONDS);
      assertThat(result.status()).isEqualTo(130);
      assertThat(result.err())
          .contains("interrupted by INT: 1 running jobs were cut off")
          .contains("the rest of the input was not read")
          .hasLineCount(1);
      assertThat(line(result, "a")).contains("\"outcome\":\"cancelled\"", "interrupted by INT");
    }
  }

  @Test
  void aSecondInterruptKillsAtOnce() throws Exception {
    Path begun = folder.resolve("begun");
    Cli cli =
        new Cli(folder)
            .in(job("deaf", "sh", "-c", "trap '' TERM; touch " + begun + "; sleep 20; sleep 20"));
    CompletableFuture<Cli.Result> running =
        CompletableFuture.supplyAsync(() -> cli.run("batch", "--grace", "15s"));
    await(() -> Files.exists(begun));
    cli.send(StopSignal.TERM);
    cli.send(StopSignal.TERM);
    Cli.Result result = running.get(10, TimeUnit.SECONDS);
    assertThat(result.status()).isEqualTo(143);
    assertThat(line(result, "deaf")).contains("\"signal\":\"KILL\"");
  }

  @Test
  void aConsumerThatIsGoneEndsTheBatch() {
    Path begun = folder.resolve("begun");
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Cli.Result result =
        new Cli(folder)
            .out(gone)
            .in(
                job("a", "sh", "-c", "until [ -e " + begun + " ]; do sleep 0.01; done")
                    + job("long", "sh", "-c", "touch " + begun + "; exec sleep 20"))
            .run("batch", "-j", "2");
    assertThat(result.status()).isEqualTo(141);
    assertThat(result.err())
        .contains("outcomes cannot be written: Broken pipe; 2 were lost")
        .hasLineCount(1);
  }

  @Test
  void progressOnATerminalStaysOnOneLineAndAloneOnIt() {
    Cli.Result result =
        new Cli(folder)
            .onTerminal()
            .env("NO_COLOR", "1")
            .in(job("a", "printf", "\\\\033[31mred") + job("b", "false"))
            .run("batch");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("\r", "1 failed", "1 of 2 jobs did not succeed");
    assertThat(result.err()).doesNotContain("\u001b[31m");
    assertThat(result.out()).contains("\\u001B[31mred");
  }
}
