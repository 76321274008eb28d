package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RuntimeThreadsTest {

  private final RuntimeThreads threads = new RuntimeThreads(2);

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aThreadIsADaemonAndCountsFromItsStartToItsEnd() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = threads.daemon("plimsoll-test", () -> await(end));
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("plimsoll-test");
    assertThat(threads.count()).isZero();
    thread.start();
    assertThat(threads.count()).isOne();
    end.countDown();
    thread.join();
    assertThat(threads.count()).isZero();
  }

  @Test
  void oneMoreThanTheBoundDoesNotStartAndAnEndMakesRoom() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> started = new ArrayList<>();
    Thread more = threads.daemon("plimsoll-more", () -> {});
    for (int i = 0; i < 2; i++) {
      started.add(threads.daemon("plimsoll-test", () -> await(end)));
      started.get(i).start();
    }
    assertThatThrownBy(more::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("thread plimsoll-more: 2 threads of the runtime live, as many as may");
    assertThatThrownBy(() -> threads.daemon("plimsoll-more", () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("thread plimsoll-more: 2 threads of the runtime live, as many as may");
    assertThat(threads.count()).isEqualTo(2);
    end.countDown();
    for (Thread thread : started) {
      thread.join();
    }
    Thread later = threads.daemon("plimsoll-later", () -> {});
    later.start();
    later.join();
    assertThat(threads.count()).isZero();
  }

  @Test
  void aThreadOfAnExecutorCountsToo() throws Exception {
    ExecutorService executor =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), threads.factory("plimsoll-x"));
    assertThat(executor.submit(threads::isOwn).get()).isTrue();
    assertThat(threads.count()).isOne();
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    threads.join(Duration.ofSeconds(20));
    assertThat(threads.count()).isZero();
  }

  @Test
  void oneThatDiesOfAnErrorIsNotCountedForEver() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      Thread dies =
          threads.daemon(
              "plimsoll-dies",
              () -> {
                throw new IllegalStateException("on purpose");
              });
      dies.setUncaughtExceptionHandler((thread, thrown) -> {});
      dies.start();
      dies.join();
    }
    assertThat(threads.count()).isZero();
  }

  @Test
  void aStartedThreadThatIsStartedAgainIsCountedOnce() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = threads.daemon("plimsoll-test", () -> await(end));
    thread.start();
    assertThatThrownBy(thread::start).isInstanceOf(IllegalThreadStateException.class);
    assertThat(threads.count()).isOne();
    end.countDown();
    thread.join();
    assertThat(threads.count()).isZero();
  }

  @Test
  void aThreadKnowsWhetherItIsOneOfThem() throws Exception {
    assertThat(threads.isOwn()).isFalse();
    CompletableFuture<Boolean> own = new CompletableFuture<>();
    threads.daemon("plimsoll-loop", () -> own.complete(threads.isLoopOrDelivery())).start();
    assertThat(own.get(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Boolean> stranger = new CompletableFuture<>();
    Thread other = new Thread(() -> stranger.complete(threads.isLoopOrDelivery()), "plimsoll-loop");
    other.start();
    assertThat(stranger.get(20, TimeUnit.SECONDS)).isFalse();
    other.join();
  }

  @Test
  void aNameThatIsNotOursIsRefused() {
    assertThatThrownBy(() -> threads.daemon("worker", () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name is 'worker'; must begin with plimsoll-");
  }
}
