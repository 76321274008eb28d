package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AllocatedTest {

  private static final int MIB = 1 << 20;

  private static void allocate(int mebibytes) {
    for (int i = 0; i < mebibytes; i++) {
      assertThat(new byte[MIB]).hasSize(MIB);
    }
  }

  @Test
  void whatAThreadAllocatesIsCounted() {
    Allocated before = Allocated.now();
    allocate(8);
    assertThat(before.since()).isGreaterThanOrEqualTo(8L * MIB);
  }

  @Test
  void whatAThreadAllocatedBeforeIsNotAlthoughItEnds() throws InterruptedException {
    CountDownLatch counted = new CountDownLatch(1);
    CountDownLatch allocated = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              allocate(64);
              allocated.countDown();
              try {
                counted.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    allocated.await();
    Allocated before = Allocated.now();
    counted.countDown();
    other.join();
    allocate(8);
    assertThat(before.since()).isGreaterThanOrEqualTo(8L * MIB);
  }

  @Test
  void ofAThreadThatIsNewAllIsCounted() throws InterruptedException {
    Allocated before = Allocated.now();
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch allocated = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              allocate(16);
              allocated.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    allocated.await();
    try {
      assertThat(before.since()).isGreaterThanOrEqualTo(16L * MIB);
    } finally {
      done.countDown();
      other.join();
    }
  }
}
