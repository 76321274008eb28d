package io.plimsoll.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
              last.countDown();
            });
    loop.start("plimsoll-test-loop");
    loop.post(1);
    loop.post(2);
    loop.post(3);
    assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(handled).containsExactly(1, 2, 3);
    loop.stop(20_000);
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
    Thread own =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("plimsoll-test-stop"))
            .findFirst()
            .orElseThrow();
    assertThat(own.isDaemon()).isTrue();
    loop.stop(20_000);
    loop.stop(20_000);
    assertThat(own.isAlive()).isFalse();
  }
}
