package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.ByteSize;
import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Outcome;
import io.plimsoll.command.OutcomeKind;
import io.plimsoll.command.PipeHolder;
import io.plimsoll.command.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeJsonTest {

  @TempDir Path folder;

  private static Outcome outcome(
      String reason, Captured stdout, Captured stderr, int survivors, PipeHolder... holders) {
    return new Outcome(
        "s-1",
        Command.of("x"),
        OutcomeKind.TIMED_OUT,
        reason,
        OptionalInt.empty(),
        Optional.of(StopSignal.TERM),
        Optional.empty(),
        1,
        Instant.parse("2026-11-24T01:02:03.4567Z"),
        Duration.ofMillis(30_012),
        ByteSize.bytes(18_874_368),
        3,
        survivors,
        stdout,
        stderr,
        List.of(holders));
  }

  private static Captured bytes(int... values) {
    byte[] head = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      head[i] = (byte) values[i];
    }
    return new Captured(head.length, head, new byte[0]);
  }

  private static String written(String id, Outcome outcome) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutcomeJson json = new OutcomeJson(out)) {
      json.write(id, outcome);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fieldsComeInTheirOrder() throws IOException {
    assertThat(written("op-17", outcome("ran 30.0 s", bytes('h', 'i'), Captured.NOTHING, 0)))
        .isEqualTo(
            "{\"id\":\"op-17\",\"outcome\":\"timed-out\",\"reason\":\"ran 30.0 s\",\"exitCode\":null,"
                + "\"signal\":\"TERM\",\"attempt\":1,\"startedAt\":\"2026-11-24T01:02:03.456Z\","
                + "\"durationMillis\":30012,\"peakMemoryBytes\":18874368,\"processes\":3,"
                + "\"stdout\":{\"bytes\":2,\"text\":\"hi\",\"droppedBytes\":0},"
                + "\"stderr\":{\"bytes\":0,\"text\":\"\",\"droppedBytes\":0}}\n");
  }

  @Test
  void outputThatIsNotUtf8ComesAsBase64() throws IOException {
    assertThat(written("a", outcome("r", bytes(0xff, 0x41), Captured.NOTHING, 0)))
        .contains("\"stdout\":{\"bytes\":2,\"base64\":\"/0E=\",\"droppedBytes\":0}");
  }

  @Test
  void anOutputThatEndsWithinACharacterLosesNoByte() throws IOException {
    assertThat(written("a", outcome("r", bytes('a', 0xe2, 0x82), Captured.NOTHING, 0)))
        .contains("\"stdout\":{\"bytes\":3,\"base64\":\"YeKC\",\"droppedBytes\":0}");
  }

  @Test
  void whatWasDroppedIsCountedAndNoCharacterIsCutInTwo() throws IOException {
    Captured cut =
        new Captured(
            100, new byte[] {'a', (byte) 0xe2, (byte) 0x82}, new byte[] {(byte) 0xac, 'z'});
    assertThat(written("a", outcome("r", cut, Captured.NOTHING, 0)))
        .contains("\"stdout\":{\"bytes\":100,\"text\":\"az\",\"droppedBytes\":95}");
  }

  @Test
  void survivorsAndHoldersAreToldOnlyWhereThereAreSome() throws IOException {
    assertThat(written("a", outcome("r", Captured.NOTHING, Captured.NOTHING, 0)))
        .doesNotContain("survivors", "pipeHolders");
    PipeHolder holder = new PipeHolder(4711, "sleep 60", Duration.ofMillis(1_500));
    assertThat(written("a", outcome("r", Captured.NOTHING, Captured.NOTHING, 2, holder)))
        .contains("\"processes\":3,\"survivors\":2,\"stdout\"")
        .endsWith(
            ",\"pipeHolders\":[{\"pid\":4711,\"command\":\"sleep 60\",\"ageMillis\":1500}]}\n");
  }

  @Test
  void halfCharactersNeverBreakALine() throws IOException {
    assertThat(written("i\ud800d", outcome("r\udc00", Captured.NOTHING, Captured.NOTHING, 0)))
        .contains("\"id\":\"i\ufffdd\"", "\"reason\":\"r\ufffd\"");
  }

  @Test
  void aReportIsWholeAndForItsOwnerOnly() throws IOException {
    Path report = folder.resolve("report.json");
    Files.writeString(report, "old");
    OutcomeJson.writeReport(report, outcome("r", Captured.NOTHING, Captured.NOTHING, 0), 124);
    assertThat(report).content().startsWith("{\"outcome\":").endsWith(",\"status\":124}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(report);
    }
  }

  /** As {@code /dev/stdout} is one where a pipe stands there: such a link leads to no path. */
  @Test
  void aReportIsWrittenToAPipeThatIsNamedByALink() throws IOException {
    Process reader = new ProcessBuilder("cat").start();
    Path input = Path.of("/proc", String.valueOf(reader.pid()), "fd", "0");
    OutcomeJson.tryReport(input);
    OutcomeJson.writeReport(input, outcome("r", Captured.NOTHING, Captured.NOTHING, 0), 124);
    reader.getOutputStream().close();
    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("{\"outcome\":")
        .endsWith(",\"status\":124}\n");
  }
}
