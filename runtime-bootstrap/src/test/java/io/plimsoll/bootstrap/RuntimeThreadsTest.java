package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.Births;
import io.plimsoll.port.Births.Birth;
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

  /** A thread that has begun to wait in a task, or is through with it. */
  private static Thread waiting(Runnable task) {
    Thread waiter = new Thread(task);
    waiter.start();
    while (waiter.getState() != Thread.State.TIMED_WAITING && waiter.isAlive()) {
      Thread.onSpinWait();
    }
    return waiter;
  }

  private static Births births(Birth each) {
    Births.Register register =
        new Births.Register() {
          @Override
          public Birth born(String owner, boolean nearlyFull) {
            return each;
          }

          @Override
          public Birth born(String owner, Throwable where, long standsFor) {
            return each;
          }

          @Override
          public boolean wantsAll() {
            return false;
          }

          @Override
          public void forget(String owner) {}
        };
    return new Births() {
      @Override
      public int oneOf() {
        return 1;
      }

      @Override
      public Register of(String what) {
        return register;
      }
    };
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
  void oneInItsLastStepsIsWaitedForThoughItCountsNoMore() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch mayGo = new CountDownLatch(1);
    Birth held =
        () -> {
          ended.countDown();
          await(mayGo);
        };
    RuntimeThreads slow = RuntimeThreads.of(1, births(held));
    Thread thread = slow.daemon("plimsoll-slow", () -> {});
    thread.start();
    ended.await();
    assertThat(slow.count()).isZero();
    CompletableFuture<Boolean> outlived = new CompletableFuture<>();
    Thread waiter =
        waiting(
            () -> {
              slow.join(Duration.ofSeconds(20));
              outlived.complete(thread.isAlive());
            });
    mayGo.countDown();
    assertThat(outlived.get(20, TimeUnit.SECONDS)).isFalse();
    waiter.join();
  }

  @Test
  void anInterruptDoesNotCutTheWaitShortAndIsKept() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = threads.daemon("plimsoll-test", () -> await(end));
    thread.start();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiter =
        waiting(
            () -> {
              Thread.currentThread().interrupt();
              threads.join(Duration.ofSeconds(20));
              interrupted.complete(Thread.currentThread().isInterrupted() && !thread.isAlive());
            });
    end.countDown();
    assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    waiter.join();
  }

  @Test
  void whatHasEndedIsNotKept() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      Thread thread = threads.daemon("plimsoll-test", () -> {});
      thread.start();
      thread.join();
      assertThat(threads.kept()).isLessThanOrEqualTo(1);
    }
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
  void aThreadTakesNothingOverFromWhoBringsItAbout() throws Exception {
    InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              request.set("of the caller");
              Thread.currentThread().setContextClassLoader(new ClassLoader() {});
              threads
                  .daemon(
                      "plimsoll-test",
                      () -> {
                        ClassLoader loader = Thread.currentThread().getContextClassLoader();
                        seen.complete(request.get() + ", " + (loader == usual));
                      })
                  .start();
            });
    caller.start();
    assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("null, true");
    caller.join();
  }

  @Test
  void aThreadKnowsWhetherItIsOneOfThem() throws Exception {
    assertThat(threads.isOwn()).isFalse();
    CompletableFuture<Boolean> own = new CompletableFuture<>();
    threads.daemon("plimsoll-outcomes", () -> own.complete(threads.isDelivery())).start();
    assertThat(own.get(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Boolean> stranger = new CompletableFuture<>();
    Thread other = new Thread(() -> stranger.complete(threads.isDelivery()), "plimsoll-outcomes");
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
