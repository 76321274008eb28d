package io.plimsoll.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Logged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What posters and the loop's own thread may rely on. */
@Timeout(60)
class LoopThreadTest {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatCouldNotBeHandledIsLoggedWithItsCause() {
    try (Logged logged = new Logged(EventLoop.class)) {
      EventLoop<Integer> loop =
          new EventLoop<>(
              1,
              i -> {
                throw new IllegalStateException("on purpose");
              });
      loop.post(7);
      loop.turn();
      assertThat(logged.lines())
          .containsExactly(
              "SEVERE the loop could not handle 7 java.lang.IllegalStateException: on purpose");
    }
  }

  @Test
  void aPosterWaitsAsLongAsItTakesAndStaysInterrupted() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, i -> seen.add("handled " + i));
    loop.post(1);
    Thread poster =
        new Thread(
            () -> {
              loop.post(2);
              seen.add("interrupted " + Thread.currentThread().isInterrupted());
            });
    poster.start();
    poster.interrupt();
    poster.join(200);
    assertThat(poster.isAlive()).isTrue();
    loop.turn();
    poster.join(20_000);
    assertThat(poster.isAlive()).isFalse();
    loop.turn();
    assertThat(seen).containsExactlyInAnyOrder("handled 1", "interrupted true", "handled 2");
  }

  @Test
  void aPosterWhoWaitsIsNotInterruptedByItsWaiting() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, i -> seen.add("handled " + i));
    loop.post(1);
    Thread poster =
        new Thread(
            () -> {
              loop.post(2);
              seen.add("interrupted " + Thread.currentThread().isInterrupted());
            });
    poster.start();
    poster.join(100);
    loop.turn();
    poster.join(20_000);
    assertThat(seen).containsExactlyInAnyOrder("handled 1", "interrupted false");
  }

  @Test
  void stoppedByItselfItWaitsForNobody() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    List<EventLoop<Integer>> self = new ArrayList<>();
    self.add(
        new EventLoop<>(
            1,
            i -> {
              try {
                self.get(0).stop(50_000);
                seen.add("interrupted " + Thread.interrupted());
              } catch (InterruptedException e) {
                seen.add("interrupted itself");
              }
              done.countDown();
            }));
    self.get(0).start("plimsoll-test-self");
    self.get(0).post(1);
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("interrupted false");
  }

  @Test
  void anIdleLoopEndsWhenItIsToldTo() throws InterruptedException {
    EventLoop<Integer> loop = new EventLoop<>(1, i -> seen.add("handled " + i));
    loop.start("plimsoll-test-idle");
    Thread own =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("plimsoll-test-idle"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 2_000 && own.getState() != Thread.State.WAITING; i++) {
      own.join(10);
    }
    assertThat(own.getState()).isEqualTo(Thread.State.WAITING);
    loop.stop(20_000);
    assertThat(own.isAlive()).isFalse();
  }
}
