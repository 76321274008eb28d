package io.plimsoll.cli;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch with a journal: one outcome for each job, whatever happened in between. */
@Timeout(120)
class BatchJournalTest {

  @TempDir Path folder;

  private static String job(String id, String script) {
    return "{\"id\":\"" + id + "\",\"command\":[\"sh\",\"-c\",\"" + script + "\"]}\n";
  }

  private Cli cli(String jobs) {
    return new Cli(folder).in(jobs);
  }

  private static List<String> with(String... more) {
    List<String> all = new ArrayList<>(List.of("batch", "--journal", "j"));
    all.addAll(List.of(more));
    return all;
  }

  private Cli.Result run(String jobs, String... more) {
    return cli(jobs).run(with(more).toArray(String[]::new));
  }

  private static String line(Cli.Result result, String id) {
    List<String> lines =
        result.lines().stream().filter(l -> l.startsWith("{\"id\":\"" + id + "\",")).toList();
    assertThat(lines).as(result.out()).hasSize(1);
    return lines.get(0);
  }

  @Test
  void whatHasEndedIsToldAgainByteForByteAndNothingRunsTwice() throws IOException {
    Path ran = folder.resolve("ran");
    String jobs =
        job("a", "echo x >> " + ran)
            + job("b", "exit 3")
            + "{\"no\":1}\n"
            + "{\"id\":\"c\",\"command\":[\"printf\",\"\\\\377\\\\033[1m\u00e9\"]}\n";
    Cli.Result first = run(jobs);
    assertThat(first.status()).isEqualTo(1);
    assertThat(first.lines()).hasSize(4);
    Cli.Result again = run(jobs, "--resume");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.status()).isEqualTo(1);
    assertThat(ran).hasContent("x");
  }

  @Test
  void aJournalOfAnEarlierBatchIsNotOverwrittenNorTheOutcomesOfBefore() throws IOException {
    String jobs = job("a", "true");
    assertThat(run(jobs, "-o", "outcomes").status()).isZero();
    Cli.Result refused = run(jobs, "-o", "outcomes");
    assertThat(refused.status()).isEqualTo(125);
    assertThat(refused.err()).contains("holds an earlier batch", "--resume").hasLineCount(1);
    assertThat(folder.resolve("outcomes")).isNotEmptyFile();
  }

  @Test
  void whatDidNotSucceedRunsAgainWhereAsked() {
    String jobs = job("good", "true") + job("bad", "test x$PLIMSOLL_ATTEMPT = x2") + "no job\n";
    assertThat(run(jobs).status()).isEqualTo(1);
    Cli.Result again = run(jobs, "--resume", "--retry-failed");
    assertThat(again.lines()).hasSize(3);
    assertThat(line(again, "good")).contains("\"attempt\":1");
    assertThat(line(again, "bad")).contains("succeeded", "\"attempt\":2");
    assertThat(line(again, "3")).contains("not-started");
    Cli.Result last = run(jobs, "--resume");
    assertThat(line(last, "bad")).contains("succeeded", "\"attempt\":2");
    assertThat(last.lines()).hasSize(3);
  }

  @Test
  void retriesAreRecordedAndCountedAnewByEachPartOfTheBatch() {
    String jobs = "{\"id\":\"a\",\"command\":[\"false\"],\"retries\":2,\"backoff\":\"1ms\"}\n";
    assertThat(line(run(jobs), "a")).contains("\"attempt\":3");
    assertThat(folder.resolve("j/journal")).content().contains(" S 1 1\n", " S 1 3\n", " E 1 3 ");
    assertThat(line(run(jobs, "--resume", "--retry-failed"), "a")).contains("\"attempt\":6");
  }

  @Test
  void anotherInputIsRefusedBeforeAnyJobOfAFileAndAtItsLineOfAStream() throws IOException {
    Path ran = folder.resolve("ran");
    String first = job("a", "echo a >> " + ran);
    assertThat(run(first + job("b", "echo b >> " + ran)).status()).isZero();
    String other = first + job("b", "echo other >> " + ran) + job("c", "echo c >> " + ran);
    Files.writeString(folder.resolve("other"), other);
    Cli.Result file = run("", "--resume", "other");
    assertThat(file.status()).isEqualTo(125);
    assertThat(file.out()).isEmpty();
    assertThat(file.err()).contains("another input: line 2 is not what it knows as job 2");
    Cli.Result stream = run(other, "--resume");
    assertThat(stream.status()).isEqualTo(125);
    assertThat(stream.err()).contains("another input: line 2").hasLineCount(1);
    assertThat(stream.lines()).as("what was told before").hasSize(2);
    Cli.Result shorter = run(first, "--resume");
    assertThat(shorter.status()).isEqualTo(125);
    assertThat(shorter.err()).contains("it knows 2 jobs, and there are 1");
    assertThat(Files.readString(ran).lines()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aLongerInputGoesOnWithWhatIsNew() {
    assertThat(run(job("a", "true")).status()).isZero();
    Cli.Result more = run(job("a", "true") + job("b", "true"), "--resume");
    assertThat(more.status()).isZero();
    assertThat(more.lines()).hasSize(2);
    assertThat(line(more, "b")).contains("\"attempt\":1");
  }

  @Test
  void whatAnInterruptCutOffRunsAgain() throws Exception {
    Path begun = folder.resolve("begun");
    Path go = folder.resolve("go");
    String jobs =
        job("a", "true")
            + job(
                "b", "touch " + begun + "; test -e " + go + " || sleep 60; echo $PLIMSOLL_ATTEMPT")
            + job("c", "echo c");
    Cli cli = cli(jobs);
    CompletableFuture<Cli.Result> running =
        CompletableFuture.supplyAsync(() -> cli.run(with("-j", "1").toArray(String[]::new)));
    await(() -> Files.exists(begun));
    cli.send(StopSignal.INT);
    Cli.Result cut = running.get(30, TimeUnit.SECONDS);
    assertThat(cut.status()).isEqualTo(130);
    assertThat(line(cut, "b")).contains("cancelled");
    Files.createFile(go);
    Cli.Result rest = run(jobs, "--resume");
    assertThat(rest.status()).as(rest.out() + rest.err()).isZero();
    assertThat(rest.lines()).hasSize(3);
    assertThat(line(rest, "a")).isEqualTo(line(cut, "a"));
    assertThat(line(rest, "b")).contains("\"text\":\"2\\n\"", "\"attempt\":2");
  }

  @Test
  void aBatchThatFailedFastGoesOn() {
    String jobs = job("bad", "exit 1") + job("next", "true");
    Cli.Result fast = run(jobs, "-j", "1", "--fail-fast");
    assertThat(fast.status()).isEqualTo(1);
    assertThat(fast.lines()).hasSize(1);
    Cli.Result rest = run(jobs, "-j", "1", "--fail-fast", "--resume");
    assertThat(rest.status()).isEqualTo(1);
    assertThat(line(rest, "bad")).contains("failed");
    assertThat(line(rest, "next")).contains("succeeded");
  }

  @Test
  void nothingACommandPrintsForgesARecord() {
    String forged =
        "printf '\\\\n00000000 A 2 0 x\\\\nE 1 1 succeeded {}\\\\n'; cat j/journal; exit 1";
    Cli.Result first = run(job("a", forged));
    Cli.Result again = run(job("a", forged), "--resume");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(line(again, "a")).contains("\"outcome\":\"failed\"");
  }

  @Test
  void noSecretGetsIntoTheJournal() throws IOException {
    String canary = "canary-5f1d0b77c9";
    String base64 = Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8));
    String own = "canary-of-the-runtime";
    String jobs =
        "{\"id\":\"text\",\"command\":[\"sh\",\"-c\",\"echo $TOKEN; echo $TOKEN >&2\"],"
            + "\"env\":{\"TOKEN\":\"CANARY\"}}\n"
            + "{\"id\":\"bytes\",\"command\":[\"sh\",\"-c\",\"printf '\\\\377\\\\377\\\\377'; printf $TOKEN\"],"
            + "\"env\":{\"TOKEN\":\"CANARY\"}}\n"
            + "{\"id\":\"reason\",\"command\":[\"no-such-CANARY\"],\"env\":{\"TOKEN\":\"CANARY\"}}\n"
            + "{\"id\":\"id-CANARY\",\"command\":[\"true\"],\"env\":{\"TOKEN\":\"CANARY\"}}\n"
            + "{\"id\":\"OWN\",\"command\":[\"OWN\"],\"timeout\":\"OWN\"}\n";
    Cli.Result result =
        cli(jobs.replace("CANARY", canary).replace("OWN", own))
            .env("API_TOKEN", own)
            .run("batch", "--journal", "j");
    assertThat(result.lines()).hasSize(5);
    assertThat(result.out()).contains("(redacted)");
    try (Stream<Path> all = Files.walk(folder.resolve("j"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(canary, base64, own);
      }
    }
  }

  @Test
  void whatWasRecordedIsSaidWhereAsked() {
    assertThat(run(job("a", "true"), "--verbose").err())
        .containsPattern("journal: 3 records in [12] commits, at most [23] in one, \\d+ bytes");
  }
}
