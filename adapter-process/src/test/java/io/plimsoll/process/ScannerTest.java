package io.plimsoll.process;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScannerTest {

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final Scanner scanner = new Scanner(() -> {}, () -> {}, Threads.uncounted());

  @Test
  void whatWasAskedForIsDoneBeforeTheThreadEnds() throws InterruptedException {
    CountDownLatch go = keptBusy();
    scanner.execute(() -> done.add("kill"));
    Thread thread = scanner.close();
    go.countDown();
    thread.join();
    assertThat(done).containsExactly("kill");
  }

  @Test
  void anErrorInOneTaskLeavesTheOthersTheirs() throws InterruptedException {
    scanner.execute(
        () -> {
          throw new OutOfMemoryError("on purpose");
        });
    scanner.execute(() -> done.add("second"));
    scanner.live(1);
    scanner.close().join();
    assertThat(done).containsExactly("second");
  }

  @Test
  void anotherDoesSomethingInItsPlaceOnlyWhileItDoesNothing() throws InterruptedException {
    assertThat(scanner.now(() -> done.add("before"))).isTrue();
    CountDownLatch go = keptBusy();
    assertThat(scanner.now(() -> done.add("at once"))).isFalse();
    assertThat(done).containsExactly("before");
    go.countDown();
    scanner.close().join();
  }

  @Test
  void whatIsAskedForWhileOthersWaitIsLeftToTheScanner() throws InterruptedException {
    scanner.execute(() -> done.add("waits")); // for the thread, which is not there yet
    assertThat(scanner.now(() -> done.add("at once"))).isFalse();
    scanner.live(1);
    scanner.close().join();
    assertThat(done).containsExactly("waits");
  }

  @Test
  void whatComesToNothingIsLeftToTheScanner() {
    assertThat(scanner.now(() -> false)).isFalse();
    assertThat(
            scanner.now(
                () -> {
                  throw new OutOfMemoryError("on purpose");
                }))
        .isFalse();
    assertThat(scanner.now(() -> true)).isTrue();
  }

  /** Where this machine paused for so long that the round was late, it went first: once more. */
  @Test
  void whatIsAskedForGoesBeforeARoundThatIsDue() throws InterruptedException {
    boolean late = true;
    while (late) {
      done.clear();
      late = firstOf(3) && !done.subList(0, 3).equals(List.of("kill", "kill", "kill"));
    }
    assertThat(done).startsWith("kill", "kill", "kill", "round");
  }

  /** Has so many wait until a round is due: whether that was late. */
  private boolean firstOf(int kills) throws InterruptedException {
    AtomicLong roundNanos = new AtomicLong();
    Runnable round =
        () -> {
          roundNanos.compareAndSet(0, System.nanoTime());
          done.add("round");
        };
    long begun = System.nanoTime();
    Scanner rounds = new Scanner(round, () -> {}, Threads.uncounted());
    CountDownLatch go = keptBusy(rounds);
    long busy = System.nanoTime();
    for (int i = 0; i < kills; i++) {
      rounds.execute(() -> done.add("kill"));
    }
    await("a round is due", () -> System.nanoTime() - busy > TimeUnit.MILLISECONDS.toNanos(1_010));
    go.countDown();
    await("the round", () -> done.contains("round"));
    rounds.close().join();
    return roundNanos.get() - begun >= TimeUnit.MILLISECONDS.toNanos(1_250);
  }

  @Test
  void aRoundComesThoughSomethingIsAlwaysAskedFor() throws InterruptedException {
    Scanner rounds = new Scanner(() -> done.add("round"), () -> {}, Threads.uncounted());
    rounds.execute(
        new Runnable() {
          @Override
          public void run() {
            if (done.isEmpty()) {
              rounds.execute(this);
            }
          }
        });
    rounds.live(1);
    await("the round", () -> done.contains("round"));
    rounds.close().join();
  }

  @Test
  void withoutMemoryToWaitItGoesOn() throws InterruptedException {
    AtomicBoolean lacking = new AtomicBoolean(true);
    Scanner starved = new Scanner(() -> {}, () -> {}, Threads.uncounted(), new Starved(lacking));
    starved.live(1);
    await("the lack", () -> !lacking.get());
    starved.execute(() -> done.add("kill"));
    await("what was asked for", () -> done.contains("kill"));
    starved.close().join();
  }

  /** Cannot wait, once. */
  private static final class Starved extends LinkedBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1;

    private final transient AtomicBoolean lacking;

    Starved(AtomicBoolean lacking) {
      this.lacking = lacking;
    }

    @Override
    public Runnable poll(long time, TimeUnit unit) throws InterruptedException {
      if (lacking.getAndSet(false)) {
        throw new OutOfMemoryError("on purpose");
      }
      return super.poll(time, unit);
    }
  }

  /** The scanner is at work until this is counted down. */
  private CountDownLatch keptBusy() throws InterruptedException {
    return keptBusy(scanner);
  }

  private static CountDownLatch keptBusy(Scanner scanner) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    scanner.execute(
        () -> {
          busy.countDown();
          uninterrupted(go);
        });
    scanner.live(1);
    busy.await();
    return go;
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
