package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.StartFailure;
import io.plimsoll.command.Stdin;
import io.plimsoll.command.StopSignal;
import io.plimsoll.port.LiveProcess;
import io.plimsoll.port.Threads;
import io.plimsoll.process.Bench.Run;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

  private final Bench bench = new Bench();

  @TempDir Path folder;

  @AfterEach
  void close() {
    bench.close();
  }

  private byte[] echoed(Stdin stdin, int size) {
    Command command = Command.of("cat").stdin(stdin).stdout(Output.capture(size, 0));
    return bench.output(command).stdout().kept();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void withoutInputACommandSeesItsEndAtOnce() {
    assertThat(echoed(Stdin.none(), 10)).isEmpty();
  }

  @Test
  void bytesOfAnySizeArriveWhole() {
    for (int size : new int[] {0, 1, 4_096, 65_536, 65_537, 5_000_000}) {
      byte[] bytes = random(size);
      assertThat(echoed(Stdin.bytes(bytes), 6_000_000)).as("%d bytes", size).isEqualTo(bytes);
    }
  }

  @Test
  void aFileArrivesWhole() throws Exception {
    byte[] bytes = random(300_000);
    Path file = Files.write(folder.resolve("in"), bytes);

    assertThat(echoed(Stdin.file(file), 300_000)).isEqualTo(bytes);
  }

  @Test
  void aMissingInputFileIsRefusedInWords() {
    Run run = bench.launch(Command.of("cat").stdin(Stdin.file(folder.resolve("none"))));

    assertThat(run.seen().failure().kind()).isEqualTo(StartFailure.Kind.UNFIT);
    assertThat(run.seen().failure().words()).contains("none").contains("is not there");
  }

  @Test
  void aStreamArrivesWholeAndItsEndIsTold() {
    byte[] bytes = random(3_000_000);
    Run run =
        bench.launch(
            Command.of("cat")
                .stdin(Stdin.stream(new ByteArrayInputStream(bytes)))
                .stdout(Output.capture(3_000_000, 0)));

    assertThat(run.seen().status()).isZero();
    run.seen().awaitInputEnd();
    assertThat(run.settle().stdout().kept()).isEqualTo(bytes);
  }

  @Test
  void aSourceThatThrowsIsTakenToHaveEnded() {
    for (Throwable thrown :
        List.of(
            new IOException("on purpose"),
            new IllegalStateException("on purpose"),
            new StackOverflowError(),
            new Exception("of a language that does not tell it"))) {
      Run run = bench.launch(Command.of("cat").stdin(Stdin.stream(throwing(thrown))));
      assertThat(run.seen().status()).isZero();
      run.seen().awaitInputEnd();
      await("no feeder", () -> feeders() == 0);
    }
  }

  @Test
  void aSourceThatReadsMoreThanItWasGivenRoomForIsTakenToHaveEnded() {
    InputStream liar =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            return length + 1;
          }
        };
    Run run = bench.launch(Command.of("cat").stdin(Stdin.stream(liar)));
    assertThat(run.seen().status()).isZero();
    run.seen().awaitInputEnd();
  }

  private static InputStream throwing(Throwable thrown) {
    return new InputStream() {
      @Override
      public int read() {
        InputTest.<RuntimeException>throwAnyhow(thrown);
        return -1;
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        return read();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAnyhow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void whatComesSlowlyIsPassedOnAtOnce() throws Exception {
    try (PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream source = new PipedInputStream(writer)) {
      Path seen = folder.resolve("seen");
      Run run =
          bench.launch(
              Bench.shell("while read x; do echo $x >> \"$1\"; done", seen.toString())
                  .stdin(Stdin.stream(source)));
      writer.write("one\n".getBytes(StandardCharsets.UTF_8));
      writer.flush();
      await("the line", () -> Files.exists(seen) && seen.toFile().length() == 4);
      run.process().closeInput();
      assertThat(run.seen().status()).isZero();
    }
  }

  @Test
  void closingTheInputFreesAFeederThatIsBlockedInWriting() {
    Run run = bench.launch(Command.of("sleep", "60").stdin(Stdin.stream(endless())));
    run.seen().pid();
    await("a feeder", () -> feeders() == 1);
    run.process().closeInput();
    await("no feeder", () -> feeders() == 0);
    run.end();
  }

  @Test
  void aCommandThatReadsNothingEndsTheFeeder() {
    Run run = bench.launch(Command.of("true").stdin(Stdin.stream(endless())));
    assertThat(run.seen().status()).isZero();
    await("no feeder", () -> feeders() == 0);
  }

  @Test
  void aCommandThatReadsNothingOfManyBytesExits() {
    Run run = bench.launch(Command.of("true").stdin(Stdin.bytes(new byte[1_000_000])));
    assertThat(run.seen().status()).isZero();
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }
    };
  }

  private static long feeders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("plimsoll-feeder"))
        .count();
  }

  @Test
  void aCommandWhoseInputNoThreadCanFeedIsKilledAndNotFedHalf() {
    Threads noFeeders =
        (name, task) -> {
          if (name.equals("plimsoll-feeder")) {
            throw new IllegalStateException("no thread, on purpose");
          }
          return Threads.uncounted().daemon(name, task);
        };
    try (Bench starved = new Bench(noFeeders)) {
      Run run =
          starved.launch(
              Command.of("cat").stdin(Stdin.stream(new ByteArrayInputStream(new byte[10]))));
      assertThat(run.seen().status()).isEqualTo(128 + 9);
      run.end();
      run.release();
    }
  }

  @Test
  void whatIsWrittenGoesThroughTheBufferThatIsThere() {
    byte[] bytes = random(100_000);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    Input input =
        new Input(
            new Taking() {

              private boolean full;

              @Override
              public int write(ByteBuffer source) {
                assertThat(source.isDirect()).isTrue();
                assertThat(source.remaining()).isLessThanOrEqualTo(4_096);
                full = !full;
                int some = full ? 0 : Math.min(source.remaining(), 1 + taken.size() % 3_000);
                byte[] part = new byte[some];
                source.get(part);
                taken.writeBytes(part);
                return some;
              }
            },
            ByteBuffer.wrap(bytes));
    ByteBuffer buffer = ByteBuffer.allocateDirect(4_096);
    for (int i = 0; i < bytes.length && !input.done(); i++) {
      input.ready(buffer);
    }
    assertThat(input.done()).isTrue();
    assertThat(taken.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aCommandWhoseInputCannotBeWrittenIsKilledAndDoesNotWaitForIt() throws Exception {
    List<StopSignal> sent = new ArrayList<>();
    Drainer drainer = new Drainer(Threads.uncounted());
    try {
      Input input = new Input(new Lacking(), ByteBuffer.wrap(new byte[10]));

      new Feeding.Pump(drainer, input, Command.of("cat"), killed(sent)).run();

      assertThat(sent).containsExactly(StopSignal.KILL);
    } finally {
      drainer.close();
    }
  }

  private static LiveProcess killed(List<StopSignal> sent) {
    return new LiveProcess() {
      @Override
      public void closeInput() {}

      @Override
      public void signal(StopSignal signal) {
        sent.add(signal);
      }

      @Override
      public void survey(int looks) {}

      @Override
      public void settle(long quietNanos, long capNanos) {}

      @Override
      public void release() {}
    };
  }

  /** A pipe for which there is no memory. */
  private static final class Lacking extends Pipe.SinkChannel {

    Lacking() {
      super(SelectorProvider.provider());
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public int write(ByteBuffer source) {
      throw new OutOfMemoryError("on purpose");
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new OutOfMemoryError("on purpose");
    }

    @Override
    public long write(ByteBuffer[] sources) {
      throw new OutOfMemoryError("on purpose");
    }
  }

  /** Takes some bytes, as a pipe that is nearly full. */
  private abstract static class Taking implements WritableByteChannel {

    private boolean open = true;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
