package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Captured;
import io.plimsoll.command.Command;
import io.plimsoll.command.Output;
import io.plimsoll.port.ProcessObserver.Settled;
import io.plimsoll.port.Threads;
import io.plimsoll.process.Bench.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloodsTest {

  private static final int LINES = 1_000_000;

  /** More than it takes to be a flood, and different everywhere. */
  private static final byte[] WRITTEN = written();

  /** Those that were made to read floods. */
  private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private volatile boolean refusing;
  private final Bench bench = new Bench(this::made);

  @AfterEach
  void close() {
    bench.close();
    await("no reader is left", () -> readers.stream().noneMatch(Thread::isAlive));
  }

  private Thread made(String name, Runnable task) {
    boolean reads = name.startsWith("plimsoll-flood-");
    if (reads && refusing) {
      throw new IllegalStateException("as many live as may");
    }
    Thread thread = Threads.uncounted().daemon(name, task);
    if (reads) {
      readers.add(thread);
    }
    return thread;
  }

  private static byte[] written() {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= LINES; i++) {
      all.append(i).append('\n');
    }
    return all.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void allAreWhole(int atOnce) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      runs.add(bench.launch(Command.of("seq", "1", Integer.toString(LINES))));
    }
    for (Run run : runs) {
      assertThat(run.seen().status()).isZero();
      Captured out = run.settle().stdout();
      assertThat(out.bytes()).isEqualTo(WRITTEN.length);
      assertThat(out.head()).isEqualTo(Arrays.copyOf(WRITTEN, Output.KEPT_BYTES));
      assertThat(out.tail())
          .isEqualTo(
              Arrays.copyOfRange(WRITTEN, WRITTEN.length - Output.KEPT_BYTES, WRITTEN.length));
      run.release();
    }
  }

  @Test
  void theyAreReadWholeByTwoThreadsOfTheirOwnOverAndOver() {
    for (int round = 0; round < 8; round++) {
      allAreWhole(4);
    }

    assertThat(readers).hasSize(Floods.MOST_READERS).allMatch(Thread::isAlive);
  }

  @Test
  void moreThanThereAreRingsForAreReadWholeToo() {
    allAreWhole(Rings.MOST + 4);
  }

  @Test
  void whoWritesLittleNeedsNoFurtherThread() {
    bench.output(Command.of("seq", "1", "1000"));

    assertThat(readers).isEmpty();
  }

  @Test
  void withoutAThreadForThemTheyAreReadByTheDrainer() {
    refusing = true;

    allAreWhole(3);

    assertThat(readers).isEmpty();
  }

  @Test
  void theThreadsEndAfterARestAndAreMadeAnew() {
    allAreWhole(2);
    bench.launcher.rest();
    await("the end of both", () -> readers.stream().noneMatch(Thread::isAlive));

    allAreWhole(2);

    assertThat(readers).hasSize(2 * Floods.MOST_READERS);
  }

  @Test
  void aRestEndsNoThreadThatReads() {
    Run flood = flood("flood");
    await("a reader", () -> !readers.isEmpty());

    bench.launcher.rest();
    bench.output(Command.of("true"));

    assertThat(readers).allMatch(Thread::isAlive);
    flood.end();
    flood.release();
  }

  @Test
  void floodsThatAreEndedLeaveNoDescriptorWhileAnotherGoesOn() {
    Run lasting = flood("lasting");
    allAreWhole(2);
    int before = Bench.descriptors();

    for (int i = 0; i < 24; i++) {
      Run flood = flood("flood-" + i);
      flood.end();
      flood.settle();
      flood.release();
    }

    // Pipes that were made ahead may be there, each with two ends.
    await("no more descriptors", () -> Bench.descriptors() <= before + 2 * PipeStock.BATCH);
    assertThat(readers).hasSize(Floods.MOST_READERS).allMatch(Thread::isAlive);
    lasting.end();
    lasting.release();
  }

  /** One that has been read as far as it takes to be one, and does not end. */
  private Run flood(String name) {
    Path mark = folder.resolve(name);
    Run run = bench.sh("head -c 5000000 /dev/zero; : >\"$1\"; exec cat /dev/zero", mark.toString());
    await(name, () -> Files.exists(mark));
    return run;
  }

  @Test
  void whoLeavesAFloodBehindIsReadNoLongerThanItsTime() {
    Run run = bench.sh("yes & exit 3");
    assertThat(run.seen().status()).isEqualTo(3);
    await("it floods", () -> !readers.isEmpty());

    run.process().settle(Bench.QUIET, 3 * Bench.QUIET);
    Settled settled = run.seen().settled();

    assertThat(settled.stdout().bytes()).isPositive();
    assertThat(settled.holders()).isNotEmpty();
    run.end();
    run.release();
  }
}
