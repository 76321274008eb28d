package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.process.Bench.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

  private final Bench bench = new Bench();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aFloodIsCountedAndCostsNoMoreThanHeadAndTail() {
    long begun = System.nanoTime();
    Captured out = bench.output(Command.of("head", "-c", "2000000000", "/dev/zero")).stdout();
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(out.bytes()).isEqualTo(2_000_000_000L);
    assertThat(out.head()).hasSize(Output.KEPT_BYTES);
    assertThat(out.tail()).hasSize(Output.KEPT_BYTES);
    System.getLogger("figures")
        .log(System.Logger.Level.INFO, "FIGURE capture {0} MiB/s", Math.round(1907 / seconds));
  }

  @Test
  void theFirstAndTheLastBytesAreKept() {
    Captured out =
        bench.output(Bench.shell("seq 1 100000").stdout(Output.capture(10, 14))).stdout();

    assertThat(new String(out.head(), StandardCharsets.US_ASCII)).isEqualTo("1\n2\n3\n4\n5\n");
    assertThat(new String(out.tail(), StandardCharsets.US_ASCII)).isEqualTo("\n99999\n100000\n");
  }

  @Test
  void invalidTextIsKeptByteForByte() {
    Captured out = bench.output(Bench.shell("printf 'a\\377\\376b'")).stdout();

    assertThat(out.kept()).isEqualTo(new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b'});
    assertThat(out.utf8()).isEmpty();
  }

  @Test
  void aCommandThatWritesNothingSettlesWithNothing() {
    Settled settled = bench.output(Command.of("true"));

    assertThat(settled.stdout().bytes()).isZero();
    assertThat(settled.stderr().bytes()).isZero();
  }

  @Test
  void aCommandThatClosesItsOutputsEarlyIsStillSeenToExit() {
    Run run = bench.sh("echo last; exec >&- 2>&-; sleep 0.7; exit 5");

    assertThat(run.seen().status()).isEqualTo(5);
    assertThat(run.settle().stdout().text()).isEqualTo("last\n");
  }

  @Test
  void outputsGoToFilesAsAsked() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Files.writeString(err, "before\n");
    bench.output(
        Bench.shell("echo one; echo two >&2").stdout(Output.file(out)).stderr(Output.append(err)));

    assertThat(out).hasContent("one\n");
    assertThat(err).hasContent("before\ntwo\n");
  }

  @Test
  void bothOutputsInOneFileDoNotOverwriteEachOther() throws Exception {
    Path file = folder.resolve("both");
    Files.writeString(file, "old");
    bench.output(
        Bench.shell("echo one; echo two >&2; echo three")
            .stdout(Output.file(file))
            .stderr(Output.file(file)));

    assertThat(file).hasContent("one\ntwo\nthree\n");
  }

  @Test
  void aDiscardedOutputIsNotRead() {
    Settled settled = bench.output(Bench.shell("echo x; echo y >&2").stdout(Output.discard()));

    assertThat(settled.stdout().bytes()).isZero();
    assertThat(settled.stderr().text()).isEqualTo("y\n");
  }
}
