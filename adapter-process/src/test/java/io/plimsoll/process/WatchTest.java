package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.process.Watch.Needs;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final AtomicInteger status = new AtomicInteger(-1);

  private Watch watch(Told root) {
    Needs needs =
        new Needs() {
          @Override
          public ByteBuffer buffer() {
            return ByteBuffer.allocate(16);
          }

          @Override
          public boolean spawning() {
            return false;
          }

          @Override
          public void exited(int its) {
            status.set(its);
          }

          @Override
          public Runnable hook(Watch watch) {
            return () -> {};
          }

          @Override
          public void findHolders(Watch watch, Set<String> links) {}
        };
    return new Watch(root, null, null, new Reports(new Recording()), needs);
  }

  @Test
  void whoseExitIsToldIsNotAskedAgainAndAgain() {
    Told root = new Told();
    Watch watch = watch(root);
    assertThat(watch.step(System.nanoTime())).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(-1);
    root.alive = false;
    assertThat(watch.step(System.nanoTime())).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  @Test
  void onceNobodyTellsItIsAsked() {
    Told root = new Told();
    root.orphan = true;
    assertThat(watch(root).step(System.nanoTime())).isLessThan(Watch.NEVER);
  }

  @Test
  void whoIsNotDueIsNotAskedUnlessItIsHurried() {
    Told root = new Told();
    root.orphan = true;
    Watch watch = watch(root);
    long begun = System.nanoTime();
    assertThat(watch.step(begun)).isLessThan(Watch.NEVER);
    root.alive = false;
    assertThat(watch.step(begun)).as("the rest of its pause").isPositive();
    assertThat(status).hasValue(-1);
    watch.hurry();
    assertThat(watch.step(begun)).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  @Test
  void whoIsDueIsAsked() {
    Told root = new Told();
    root.orphan = true;
    Watch watch = watch(root);
    long pause = watch.step(System.nanoTime());
    root.alive = false;
    assertThat(watch.step(System.nanoTime() + pause)).isEqualTo(Watch.NEVER);
    assertThat(status).hasValue(7);
  }

  /** A process whose exit its server tells. */
  private static final class Told implements Root {

    boolean alive = true;
    boolean orphan;

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public int exitValue() {
      return 7;
    }

    @Override
    public void destroyForcibly() {}

    @Override
    public boolean isTold() {
      return true;
    }

    @Override
    public boolean isOrphan() {
      return orphan;
    }
  }
}
