package io.plimsoll.verification.launcher;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code batch --journal} promises, by the real launcher script and real misfortunes. */
@Timeout(240)
class JournalAcceptanceTest {

  private static final Path PLIMSOLL = LauncherTest.top().resolve("bin/plimsoll");
  private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([^\"]*)\".*}$");

  @TempDir private Path temp;

  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @BeforeAll
  static void buildOnce(@TempDir Path folder) throws Exception {
    Started.run(folder, System.getenv(), "", List.of(PLIMSOLL.toString(), "--version"));
  }

  @BeforeEach
  void keepStateHere() {
    environment.put("XDG_STATE_HOME", temp.resolve("state").toString());
  }

  private List<String> batch(String... more) {
    List<String> command = new ArrayList<>(List.of(PLIMSOLL.toString(), "batch", "--journal", "j"));
    command.addAll(Arrays.asList(more));
    return command;
  }

  private Started run(String... more) throws Exception {
    return Started.run(temp, environment, "", batch(more));
  }

  /** Jobs that write down each of their attempts. */
  private void jobs(int count, String seconds) throws IOException {
    jobs(count, seconds, count);
  }

  /** The same: those beyond so many wait until they may go. */
  private void jobs(int count, String seconds, int free) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String wait = i > free ? "until [ -e go ]; do sleep 0.05; done; " : "";
      lines.add(
          "{\"id\":\"%d\",\"command\":[\"sh\",\"-c\",\"echo %d ${PLIMSOLL_ATTEMPT:-1} >> ran; sleep %s; %secho %d\"]}"
              .formatted(i, i, seconds, wait, i));
    }
    Files.write(temp.resolve("jobs"), lines);
  }

  private static List<String> ids(List<String> outcomes) {
    List<String> ids = new ArrayList<>();
    for (String line : outcomes) {
      Matcher matcher = ID.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      ids.add(matcher.group(1));
    }
    return ids;
  }

  private static List<String> wholeLines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void killedAtAnyMomentEveryJobHasOneOutcomeAndNoAttemptIsMadeTwice() throws Exception {
    jobs(40, "0.05", 32);
    Set<String> told = new HashSet<>();
    for (int part = 1; part <= 3; part++) {
      String[] how = part == 1 ? new String[] {"jobs"} : new String[] {"--resume", "jobs"};
      Started.Going going = Started.start(temp, environment, "", batch(how));
      int enough = 8 * part;
      await(() -> wholeLines(going.streams().resolve("out")).size() >= enough);
      going.process().destroyForcibly();
      assertThat(going.end().status()).isEqualTo(137);
      told.addAll(wholeLines(going.streams().resolve("out")));
    }
    Files.createFile(temp.resolve("go")); // the last ones waited: no part could end by itself
    Started last = run("--resume", "jobs");
    assertThat(last.status()).as(last.err()).isZero();
    assertThat(ids(last.out().lines().toList())).hasSize(40).doesNotHaveDuplicates();
    assertThat(last.out().lines()).as("as they were told before").containsAll(told);
    assertThat(Files.readString(temp.resolve("ran")).lines()).doesNotHaveDuplicates();
    assertThat(run("--resume", "jobs").out()).isEqualTo(last.out());
  }

  @Test
  void aTornLastRecordIsDroppedAndItsJobRunsAgain() throws Exception {
    jobs(3, "0");
    assertThat(run("-j", "1", "jobs").status()).isZero();
    try (FileChannel journal =
        FileChannel.open(temp.resolve("j/journal"), StandardOpenOption.WRITE)) {
      journal.truncate(journal.size() - 5);
    }
    Started resumed = run("--resume", "jobs");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(ids(resumed.out().lines().toList())).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(resumed.out()).containsOnlyOnce("\"attempt\":2");
    assertThat(resumed.err()).contains("its last record was cut off and is dropped");
  }

  @Test
  void theSecondOfTwoOnOneJournalIsRefused() throws Exception {
    jobs(1, "60");
    Started.Going first = Started.start(temp, environment, "", batch("jobs"));
    try {
      await(() -> Files.exists(temp.resolve("ran")));
      Started second = run("--resume", "jobs");
      assertThat(second.status()).isEqualTo(125);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .contains("is in use by another batch (process " + first.process().pid() + ")");
    } finally {
      first.process().toHandle().destroy(); // by TERM, which ends the job too
    }
    assertThat(first.end().status()).isEqualTo(143);
  }

  @Test
  void anotherInputIsRefused() throws Exception {
    jobs(2, "0");
    assertThat(run("jobs").status()).isZero();
    Files.writeString(temp.resolve("other"), "{\"command\":[\"true\"]}\n");
    Started refused = run("--resume", "other");
    assertThat(refused.status()).isEqualTo(125);
    assertThat(refused.err()).contains("is of another input: line 1").hasLineCount(1);
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void onADiskThatIsFullNothingIsToldThatIsNotOnItAndItGoesOnLater() throws Exception {
    jobs(60, "0");
    String script =
        "{ (ulimit -f 16; exec '%s' batch --journal j jobs); echo $? > status; } | cat > told"
            .formatted(PLIMSOLL);
    Started limited = Started.run(temp, environment, "", List.of("/bin/sh", "-c", script));
    assertThat(temp.resolve("status")).as(limited.err()).hasContent("125");
    assertThat(limited.err())
        .containsPattern(
            "^plimsoll: journal .*: File too large; outcomes must be on disk before they are told;"
                + " make room, and go on with --resume; \\d+ outcomes were not told\n$");
    List<String> told = wholeLines(temp.resolve("told"));
    assertThat(told).hasSizeBetween(1, 59);
    String journal = Files.readString(temp.resolve("j/journal"));
    assertThat(told).allMatch(journal::contains);
    Started rest = run("--resume", "jobs");
    assertThat(rest.status()).as(rest.err()).isZero();
    assertThat(ids(rest.out().lines().toList())).hasSize(60).doesNotHaveDuplicates();
    assertThat(rest.out().lines()).containsAll(told);
    assertThat(Files.readString(temp.resolve("ran")).lines()).doesNotHaveDuplicates();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidBeforeAnyJob() throws Exception {
    jobs(1, "0");
    Started refused =
        Started.run(
            temp,
            environment,
            "",
            List.of(PLIMSOLL.toString(), "batch", "--journal", "/proc/none", "jobs"));
    assertThat(refused.status()).isEqualTo(125);
    assertThat(refused.err()).startsWith("plimsoll: journal /proc/none: ").hasLineCount(1);
    assertThat(temp.resolve("ran")).doesNotExist();
  }
}
