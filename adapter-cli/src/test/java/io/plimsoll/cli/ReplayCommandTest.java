package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded by a real batch is replayed by the command line. */
class ReplayCommandTest {

  private static final String SECRET = "s3cr3t-0f-this-test";

  @TempDir Path folder;

  @BeforeEach
  void record() {
    String jobs =
        """
        {"command":["true"]}
        {"command":["sh","-c","exit 3","--token=%s"],"env":{"A_TOKEN":"%s"}}
        {"command":["sh","-c","sleep 30"],"timeout":"300ms","grace":"5s"}
        {"command":["/no/such/%s"],"env":{"A_TOKEN":"%s"}}
        """
            .formatted(SECRET, SECRET, SECRET, SECRET);
    assertThat(cli().in(jobs).run("batch").status()).isEqualTo(1);
  }

  private Cli cli() {
    return new Cli(folder).env("PLIMSOLL_STATE_FOLDER", folder.resolve("state").toString());
  }

  private Path recording() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("state/recordings"))) {
      List<Path> found = all.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void theLastSessionIsIdentical() {
    Cli.Result result = cli().run("replay");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("on 4 commands").endsWith("as recorded: identical\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void aSessionAFolderAndAFileAreFound() throws IOException {
    Path recording = recording();
    String id = recording.getFileName().toString();
    String whole = cli().run("replay", id).out();
    assertThat(cli().run("replay", id.substring(0, 5)).out()).isEqualTo(whole);
    assertThat(cli().run("replay", recording.toString()).out()).isEqualTo(whole);
    assertThat(cli().run("replay", recording.resolve("part-0").toString()).out()).isEqualTo(whole);
  }

  @Test
  void decisionsAndEventsAreShown() {
    assertThat(cli().run("replay", "--show", "decisions").lines())
        .anyMatch(
            line ->
                line.matches(
                    "\\+\\d+\\.\\d{6} s  command 1  queued: Admitted.* -> starting: Launch.*"))
        .anyMatch(line -> line.contains("signal=TERM, words=ran "));
    assertThat(cli().run("replay", "--show", "events").lines())
        .anyMatch(line -> line.endsWith("command 2  running: Exited[status=3]"));
  }

  @Test
  void jsonIsOneObjectALineAndTheSumIsLast() {
    List<String> lines = cli().run("replay", "--json", "--show", "decisions").lines();
    assertThat(lines).hasSizeGreaterThan(15).allMatch(line -> line.startsWith("{\"about\":\""));
    assertThat(lines.get(lines.size() - 1))
        .contains("\"commands\":4,", "\"differing\":0,", "\"torn\":false,", "\"identical\":true");
  }

  @Test
  void laterDecisionsAreLeftOut() {
    assertThat(cli().run("replay", "--until", "0s", "--json").lines())
        .singleElement()
        .asString()
        .contains("\"decisions\":0,");
    assertThat(cli().run("replay", "--until", "2020-01-01T00:00:00Z", "--json").out())
        .contains("\"decisions\":0,");
    assertThat(cli().run("replay", "--until", "1h").out()).contains("on 4 commands");
    assertThat(cli().run("replay", "--until", "soon").err()).contains("option --until: is 'soon'");
  }

  @Test
  void otherSettingsWouldHaveDecidedOtherwise() {
    Cli.Result shorter = cli().run("replay", "--policy", "process.timeout=100ms");
    assertThat(shorter.lines())
        .anyMatch(line -> line.contains("command 3  running: Tick[] -> stopping: CloseInput"))
        .contains("as recorded: identical");
    assertThat(shorter.status()).isZero();
    assertThat(cli().run("replay", "--policy", "process.grace=5s").out())
        .contains("with these settings: the same");
    Cli.Result wrong =
        cli().run("replay", "--policy", "process.grce=1s", "--policy", "process.timeout=soon");
    assertThat(wrong.status()).isEqualTo(125);
    assertThat(wrong.err())
        .contains("option --policy: process.grce: unknown; did you mean process.grace?")
        .contains("option --policy: process.timeout: is 'soon'");
    assertThat(cli().run("replay", "--policy", "process.queue=5").err())
        .contains("process.queue: decides nothing that is recorded");
  }

  @Test
  void noSecretIsInTheFilesAndTheyAreTheOwnersAlone() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("state/recordings"))) {
      for (Path each : all.toList()) {
        boolean isFolder = Files.isDirectory(each);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo(isFolder ? "rwx------" : "rw-------");
        if (!isFolder) {
          assertThat(Files.readString(each, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        }
      }
    }
    assertThat(cli().run("replay", "--show", "decisions").out()).contains("(redacted)");
  }

  @Test
  void aTornEndIsDroppedAndSaid() throws IOException {
    Path part = recording().resolve("part-0");
    byte[] content = Files.readAllBytes(part);
    Files.write(part, java.util.Arrays.copyOf(content, content.length - 3));
    Cli.Result result = cli().run("replay");
    assertThat(result.out()).contains("its last record is torn, and dropped").contains("identical");
    assertThat(result.status()).isZero();
  }

  @Test
  void damageBeforeTheEndIsNamedWithStatusOne() throws IOException {
    Path part = recording().resolve("part-0");
    byte[] content = Files.readAllBytes(part);
    content[content.length - 300] ^= 1;
    Files.write(part, content);
    Cli.Result result = cli().run("replay");
    assertThat(result.status()).isOne();
    assertThat(result.out()).contains("part 0 is damaged: its last");
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("some.txt"), "{}");
    Cli.Result result = cli().run("replay", file.toString());
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).contains("some.txt: is no recording; must begin with PLIMREC");
    byte[] content = Files.readAllBytes(recording().resolve("part-0"));
    content[7] = 9;
    Files.write(file, content);
    assertThat(cli().run("replay", file.toString()).err())
        .contains("is of format 9, this version reads 1");
  }
}
