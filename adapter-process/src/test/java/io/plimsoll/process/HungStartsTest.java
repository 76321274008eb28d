package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.command.OutputLine;
import io.plimsoll.command.Stdin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HungStartsTest {

  /** To open a named pipe that nobody writes to hangs a spawner for as long as nobody comes. */
  @Test
  void startsThatAreGivenUpDoNotPileUpBehindThoseThatHang(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (Writer writer = new Writer(pipe);
        Bench bench = new Bench()) {
      List<Bench.Run> hung = hang(bench, Command.of("true").stdin(Stdin.file(pipe)));
      int jobs = bench.launcher.jobs();
      Failed subscriber = new Failed();
      try {
        bench.launch(Command.of("true").stdout(Output.lines(subscriber))).release();
        assertThat(subscriber.failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("given up");
        for (int i = 0; i < 100; i++) {
          bench.launch(Command.of("true")).release();
        }
        assertThat(bench.launcher.startsWaiting()).isEqualTo(1);
        assertThat(bench.launcher.jobs()).isEqualTo(jobs);
      } finally {
        hung.forEach(Bench.Run::release);
        writer.come();
      }
      assertThat(bench.launcher.startsWaiting()).isZero();
      await("the end of those that hung", () -> bench.launcher.jobs() == 0);
    }
  }

  /** Each takes a spawner, until one has to wait. */
  private static List<Bench.Run> hang(Bench bench, Command command) {
    List<Bench.Run> hung = new ArrayList<>();
    while (bench.launcher.startsWaiting() == 0) {
      hung.add(bench.launch(command));
    }
    return hung;
  }

  /** A subscriber that waits for its end. */
  private static final class Failed implements Flow.Subscriber<OutputLine> {
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(OutputLine line) {}

    @Override
    public void onError(Throwable thrown) {
      failure.complete(thrown);
    }

    @Override
    public void onComplete() {}
  }

  /** Who writes to a pipe, once it has come, until it is closed. */
  private static final class Writer implements AutoCloseable {
    private final Path pipe;
    private @Nullable RandomAccessFile end;

    Writer(Path pipe) {
      this.pipe = pipe;
    }

    void come() throws IOException {
      end = new RandomAccessFile(pipe.toFile(), "rw");
    }

    @Override
    public void close() throws IOException {
      if (end != null) {
        end.close();
      }
    }
  }
}
