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

  /** A thread that has allocated so much, and lives until it is closed. */
  private static final class Allocating implements AutoCloseable {
    private final CountDownLatch allocated = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;

    Allocating(int mebibytes) throws InterruptedException {
      thread =
          new Thread(
              () -> {
                allocate(mebibytes);
                allocated.countDown();
                try {
                  done.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      allocated.await();
    }

    @Override
    public void close() throws InterruptedException {
      done.countDown();
      thread.join();
    }
  }

  @Test
  void whatAThreadAllocatedBeforeIsNotAlthoughItEnds() throws InterruptedException {
    Allocating other = new Allocating(64);
    Allocated before = Allocated.now();
    other.close();
    allocate(8);
    assertThat(before.since()).isGreaterThanOrEqualTo(8L * MIB);
  }

  @Test
  void ofAThreadThatIsNewAllIsCounted() throws InterruptedException {
    Allocated before = Allocated.now();
    try (Allocating other = new Allocating(16)) {
      assertThat(other.thread.isAlive()).isTrue();
      assertThat(before.since()).isGreaterThanOrEqualTo(16L * MIB);
    }
  }
}
