package io.plimsoll.cli.batch;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.Plimsoll;
import io.plimsoll.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held of a batch is bounded. */
class BoundsTest {

  private static CompletableFuture<Boolean> later(Cargo cargo, long weight) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cargo.admit(weight);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void noMoreJobsAreUnendedThanMayBe() throws Exception {
    Cargo cargo = new Cargo(2, 1_000, 1);
    assertThat(cargo.admit(1)).isTrue();
    assertThat(cargo.admit(1)).isTrue();
    CompletableFuture<Boolean> third = later(cargo, 1);
    assertThat(third).isNotDone();
    cargo.ended(1, 1);
    assertThat(third.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 34})
  void whoWasTurnedAwayIsLetInWhereOneHasEndedAndWhereManyHave(int ends) throws Exception {
    Cargo cargo = new Cargo(34, 1_000, 2);
    for (int i = 0; i < 34; i++) {
      assertThat(cargo.admit(1)).isTrue();
    }
    CompletableFuture<Boolean> next = later(cargo, 1);
    assertThat(next).isNotDone();
    for (int i = 0; i < ends; i++) {
      cargo.ended(1, 1);
      cargo.unloaded(1);
    }
    assertThat(next.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(cargo.unended()).isEqualTo(35 - ends);
  }

  @Test
  void noMoreHeapIsHeldThanMayBeUntilOutcomesAreWritten() throws Exception {
    Cargo cargo = new Cargo(100, 1_000, 1);
    assertThat(cargo.admit(900)).isTrue();
    CompletableFuture<Boolean> second = later(cargo, 900);
    assertThat(second).isNotDone();
    cargo.ended(900, 500);
    assertThat(second).isNotDone();
    cargo.unloaded(500);
    assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void outcomesThatNobodyTakesHoldUpTheReadingOfLargeJobs() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              taken.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    long most = Runtime.getRuntime().maxMemory() / 2 / (3L << 19);
    String line =
        "{\"command\":[\"none-such-program\"],\"stdin\":\"" + "x".repeat(1 << 19) + "\"}\n";
    AtomicLong read = new AtomicLong();
    Plan plan = Plans.in("/", 2, 1_000_000, 0, false);
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("process.queue", "1000000")))) {
      Batch batch = new Batch(plan, plimsoll, stuck, Curtain.NONE, null, null, null);
      Thread running = new Thread(() -> run(batch, new Lines(line, most + 200, read)));
      running.start();
      await("the first is read", () -> read.get() > 0);
      long before = -1;
      while (before != read.get()) {
        before = read.get();
        running.join(1_500);
      }
      // Short lines that were made before the first one was stuck fit into the writer's 8,000
      // bytes.
      assertThat(read.get()).isBetween(1L, most + 5 + 8_000 / 250);
      taken.countDown();
      running.join(60_000);
      assertThat(batch.tally().total()).isEqualTo(most + 200);
    }
  }

  private static void run(Batch batch, InputStream in) {
    try {
      batch.run(in);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same line again and again, counted. */
  private static final class Lines extends InputStream {
    private final byte[] line;
    private final long times;
    private final AtomicLong read;
    private int at;

    Lines(String line, long times, AtomicLong read) {
      this.line = line.getBytes(StandardCharsets.UTF_8);
      this.times = times;
      this.read = read;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (read.get() == times) {
        return -1;
      }
      int n = Math.min(length, line.length - at);
      System.arraycopy(line, at, into, offset, n);
      at += n;
      if (at == line.length) {
        at = 0;
        read.incrementAndGet();
      }
      return n;
    }
  }

  @Test
  void aJobHeavierThanTheBoundIsTakenAlone() throws Exception {
    Cargo cargo = new Cargo(100, 1_000, 1);
    assertThat(cargo.admit(5_000)).isTrue();
    assertThat(later(cargo, 1)).isNotDone();
    cargo.close();
  }

  @Test
  void whoWaitsIsTurnedAwayAtTheEnd() throws Exception {
    Cargo cargo = new Cargo(1, 1_000, 1);
    assertThat(cargo.admit(1)).isTrue();
    CompletableFuture<Boolean> second = later(cargo, 1);
    cargo.close();
    assertThat(second.get(5, TimeUnit.SECONDS)).isFalse();
    cargo.ended(1, 1);
    cargo.unloaded(1);
    cargo.awaitEmpty();
    assertThat(cargo.aboard()).isZero();
  }

  @Test
  void idsAreRememberedUpToTheBound() {
    SeenIds ids = new SeenIds(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(ids.add("id-" + i)).isEqualTo(SeenIds.Added.NEW);
    }
    assertThat(ids.add("id-4711")).isEqualTo(SeenIds.Added.SEEN);
    assertThat(ids.add("another")).isEqualTo(SeenIds.Added.FULL);
    assertThat(ids.bytes()).isBetween(100_000L * 8, 100_000L * 22);
  }

  @Test
  void idsAndJobsTogetherLeaveAQuarterOfTheHeap() {
    long all = Runtime.getRuntime().maxMemory();
    assertThat(Plan.mostHeapBytes(0)).isEqualTo(all / 2);
    assertThat(Plan.mostHeapBytes(all / 2)).isBetween(all / 4 - 1, all / 4 + 1);
    assertThat(Plan.mostHeapBytes(all)).isZero();
  }

  @Test
  void theLoadLineFollowsWhatIsLeftForJobs() throws Exception {
    Cargo cargo = new Cargo(100, 1_000, 1);
    assertThat(cargo.admit(500)).isTrue();
    cargo.limit(600);
    CompletableFuture<Boolean> second = later(cargo, 400);
    assertThat(second).isNotDone();
    cargo.limit(900);
    assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noMoreJobsWaitThanKeepAllPlacesBusy() {
    assertThat(plan(10, false).mostOnTheirWay(false)).isEqualTo(12);
    assertThat(plan(10_000, false).mostOnTheirWay(false)).isEqualTo(34);
    assertThat(plan(10_000, false).mostOnTheirWay(true)).isEqualTo(2);
    assertThat(plan(10_000, true).mostOnTheirWay(false)).isEqualTo(2);
  }

  private static Plan plan(int queue, boolean failFast) {
    return Plans.in("", 2, queue, 1, failFast);
  }
}
