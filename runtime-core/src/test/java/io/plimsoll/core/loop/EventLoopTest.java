package io.plimsoll.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopTest {

  private final List<Integer> handled = Collections.synchronizedList(new ArrayList<>());

  @Test
  void handlesInTheOrderOfPosting() {
    EventLoop<Integer> loop = new EventLoop<>(10, handled::add);
    loop.post(1);
    loop.post(2);
    loop.post(3);
    assertThat(loop.waiting()).isEqualTo(3);
    assertThat(loop.turn()).isTrue();
    assertThat(handled).containsExactly(1);
    while (loop.turn()) {
      assertThat(loop.waiting()).isLessThan(3);
    }
    assertThat(handled).containsExactly(1, 2, 3);
    assertThat(loop.turn()).isFalse();
  }

  @Test
  void whatThrowsDoesNotEndTheLoop() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    EventLoop<Integer> loop =
        new EventLoop<>(
            10,
            i -> {
              handled.add(i);
              if (i == 1) {
                throw new IllegalStateException("on purpose");
              }
              if (i == 2) {
                throw new OutOfMemoryError("on purpose");
              }
              if (i == 3) {
                EventLoopTest.<RuntimeException>throwAnyhow(new Exception("on purpose"));
              }
              last.countDown();
            });
    loop.start("plimsoll-test-loop");
    loop.post(1);
    loop.post(2);
    loop.post(3);
    loop.post(4);
    assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(handled).containsExactly(1, 2, 3, 4);
    loop.stop(20_000);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAnyhow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void refusesItselfAtTheBoundInsteadOfWaitingForItself() {
    EventLoop<Integer> loop = new EventLoop<>(1, handled::add);
    loop.post(1);
    assertThatThrownBy(() -> loop.post(2)).isInstanceOf(IllegalStateException.class);
    assertThat(loop.waiting()).isEqualTo(1);
  }

  @Test
  void aPosterWaitsForRoomAndNothingIsLost() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(1000);
    EventLoop<Integer> loop =
        new EventLoop<>(
            1,
            i -> {
              handled.add(i);
              all.countDown();
            });
    loop.start("plimsoll-test-loop");
    for (int i = 0; i < 1000; i++) {
      loop.post(i);
    }
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(handled).isSorted().hasSize(1000);
    loop.stop(20_000);
  }

  @Test
  void aPosterDoesNotWaitForALoopThatWasStopped() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, handled::add);
    loop.post(1);
    Thread poster = new Thread(() -> loop.post(2));
    poster.start();
    poster.join(20);
    assertThat(poster.isAlive()).isTrue();
    loop.stop(1);
    poster.join(20_000);
    assertThat(poster.isAlive()).isFalse();
    loop.post(3);
  }

  @Test
  void stoppingBeforeTheStartTouchesNoForeignThread() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, handled::add);
    List<Boolean> returned = Collections.synchronizedList(new ArrayList<>());
    Thread stopper =
        new Thread(
            () -> {
              try {
                loop.stop(0);
                returned.add(true);
              } catch (InterruptedException e) {
                returned.add(false);
              }
            });
    stopper.start();
    stopper.join(20_000);
    assertThat(returned).containsExactly(true);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void stopEndsItsDaemonThreadAndAgainDoesNothing() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, handled::add);
    loop.start("plimsoll-test-stop");
    Thread own = thread("plimsoll-test-stop");
    assertThat(own.isDaemon()).isTrue();
    loop.stop(20_000);
    loop.stop(20_000);
    assertThat(own.isAlive()).isFalse();
  }

  @Test
  void whoAssistsHandlesWhatItPostsAndWakesNobody() throws InterruptedException {
    List<Thread> handlers = Collections.synchronizedList(new ArrayList<>());
    EventLoop<Integer> loop =
        new EventLoop<>(
            10,
            i -> {
              handled.add(i);
              handlers.add(Thread.currentThread());
            });
    loop.start("plimsoll-test-helped");
    Thread own = thread("plimsoll-test-helped");
    awaitParked(own);
    long waits = waits(own);
    loop.assist();
    for (int i = 0; i < 1000; i++) {
      awaitParked(own);
      loop.post(i);
      assertThat(loop.waiting()).isEqualTo(1);
      assertThat(loop.isHandling()).isFalse();
      loop.assist();
      assertThat(loop.waiting()).isZero();
    }
    assertThat(handled).isSorted().hasSize(1000);
    assertThat(handlers).containsOnly(Thread.currentThread());
    assertThat(waits(own)).isEqualTo(waits);
    loop.stop(20_000);
  }

  @Test
  void whoHandlesIsTheLoopWhicheverThreadItIs() throws InterruptedException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    EventLoop<Integer> loop = newLoopThatFillsItself(seen);
    Thread helper =
        new Thread(
            () -> {
              loop.assist();
              loop.post(1);
              loop.assist();
            });
    helper.start();
    helper.join(20_000);
    assertThat(seen)
        .containsExactly(
            "begins 1, handling true",
            "refused: loop: its queue is full and it posts to itself",
            "ends 1",
            "begins 2, handling true",
            "ends 2");
    assertThat(loop.isHandling()).isFalse();
  }

  /** Of one place; the first that it handles posts two, and wants to be assisted. */
  private static EventLoop<Integer> newLoopThatFillsItself(List<String> seen) {
    List<EventLoop<Integer>> self = new ArrayList<>();
    self.add(
        new EventLoop<>(
            1,
            i -> {
              seen.add("begins " + i + ", handling " + self.get(0).isHandling());
              if (i == 1) {
                self.get(0).post(2);
                self.get(0).assist(); // in the middle of it: does nothing
                try {
                  self.get(0).post(3);
                } catch (IllegalStateException e) {
                  seen.add("refused: " + e.getMessage());
                }
              }
              seen.add("ends " + i);
            }));
    return self.get(0);
  }

  @Test
  void whatCannotEvenBeNamedDoesNotEndTheLoop() {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    EventLoop<Object> loop =
        new EventLoop<>(
            10,
            item -> {
              throw thrown;
            });
    loop.post(
        new Object() {
          @Override
          public String toString() {
            throw new IllegalArgumentException("nameless");
          }
        });
    assertThat(loop.turn()).isTrue();
    assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aThreadThatIsToldToStopHandlesNothingMore() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventLoop<Integer> loop =
        new EventLoop<>(
            10,
            i -> {
              begun.countDown();
              boolean interrupted = false;
              while (goOn.getCount() > 0) {
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  interrupted = true;
                }
              }
              handled.add(interrupted ? i : -i);
            });
    loop.start("plimsoll-test-told");
    Thread own = thread("plimsoll-test-told");
    loop.post(1);
    loop.post(2);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    awaitParked(own);
    loop.stop(1);
    goOn.countDown();
    own.join(20_000);
    assertThat(own.isAlive()).isFalse();
    assertThat(handled).containsExactly(1);
    assertThat(loop.waiting()).isEqualTo(1);
  }

  @Test
  void nothingIsLostAndNothingIsHandledTwiceAtOnceWhoeverHandles() throws InterruptedException {
    int each = 20_000;
    int posters = 3;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(each * (posters + 1));
    int[] last = new int[posters + 1]; // of each poster; guarded by the loop
    AtomicInteger disorder = new AtomicInteger();
    EventLoop<int[]> loop =
        new EventLoop<>(
            100,
            item -> {
              together.addAndGet(inside.getAndIncrement());
              disorder.addAndGet(item[1] == last[item[0]] + 1 ? 0 : 1);
              last[item[0]] = item[1];
              inside.decrementAndGet();
              all.countDown();
            });
    loop.start("plimsoll-test-shared");
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p <= posters; p++) {
      int poster = p;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 1; i <= each; i++) {
                  loop.post(new int[] {poster, i});
                  if (poster == posters && i % 3 == 0) {
                    loop.assist();
                  }
                }
                if (poster == posters) {
                  loop.assist();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join(20_000);
    }
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(together).hasValue(0);
    assertThat(disorder).hasValue(0);
    loop.stop(20_000);
  }

  @Test
  void whatIsTooMuchForWhoAssistsIsLeftToTheLoop() throws InterruptedException {
    int many = 1000;
    CountDownLatch all = new CountDownLatch(many);
    AtomicInteger mine = new AtomicInteger();
    Thread helper = Thread.currentThread();
    EventLoop<Integer> loop =
        new EventLoop<>(
            many,
            i -> {
              mine.addAndGet(Thread.currentThread() == helper ? 1 : 0);
              all.countDown();
            });
    loop.start("plimsoll-test-rest");
    loop.assist();
    awaitParked(thread("plimsoll-test-rest"));
    for (int i = 0; i < many; i++) {
      loop.post(i);
    }
    loop.assist();
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mine.get()).isBetween(1, many / 2);
    loop.stop(20_000);
  }

  @Test
  void whoAssistsAndFindsItFullWaitsForTheLoop() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(1000);
    EventLoop<Integer> loop = new EventLoop<>(1, i -> all.countDown());
    loop.start("plimsoll-test-full");
    loop.assist();
    for (int i = 0; i < 1000; i++) {
      loop.post(i);
    }
    loop.assist();
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    loop.stop(20_000);
  }

  @Test
  void oneAssistsAtMostAndOthersWakeTheLoop() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(1);
    EventLoop<Integer> loop = new EventLoop<>(10, i -> all.countDown());
    loop.start("plimsoll-test-second");
    Thread first = new Thread(loop::assist);
    first.start();
    first.join(20_000);
    loop.assist();
    awaitParked(thread("plimsoll-test-second"));
    loop.post(1);
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    loop.stop(20_000);
  }

  @Test
  void aStoppedLoopIsNotAssistedAndStoppingWaitsForWhoAssists() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventLoop<Integer> loop =
        new EventLoop<>(
            10,
            i -> {
              begun.countDown();
              awaitQuietly(goOn);
              handled.add(i);
            });
    loop.start("plimsoll-test-halted");
    Thread helper =
        new Thread(
            () -> {
              loop.assist();
              loop.post(1);
              loop.post(2);
              loop.assist();
            });
    awaitParked(thread("plimsoll-test-halted"));
    helper.start();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    loop.stop(10);
    assertThat(loop.turn()).isFalse(); // never two at once
    Thread stopper = new Thread(() -> stopQuietly(loop));
    stopper.start();
    while (stopper.getState() != Thread.State.TIMED_WAITING && stopper.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(stopper.isAlive()).isTrue();
    goOn.countDown();
    stopper.join(20_000);
    helper.join(20_000);
    assertThat(handled).containsExactly(1);
    loop.assist();
    assertThat(loop.waiting()).isEqualTo(1);
    assertThat(loop.turn()).isTrue();
    assertThat(handled).containsExactly(1, 2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stopQuietly(EventLoop<Integer> loop) {
    try {
      loop.stop(20_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How often a thread has waited: once more each time that it was woken for nothing. */
  private static long waits(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
