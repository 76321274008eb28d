package io.plimsoll.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExitPollTest {

  private static final long START = 7;
  private static final long OLD = SECONDS.toNanos(60);
  private static final long TOLD = ExitPoll.TOLD_NANOS;

  /** How often the platform is asked to tell, less what was taken back. */
  private final AtomicInteger asked = new AtomicInteger();

  private final ExitPoll poll = new ExitPoll(new Living(), START, this::hook);

  private Runnable hook() {
    asked.incrementAndGet();
    return asked::decrementAndGet;
  }

  @Test
  void whoIsYoungIsPolled() {
    assertThat(poll.pause(START + MILLISECONDS.toNanos(1), false))
        .isLessThanOrEqualTo(MILLISECONDS.toNanos(1));
    assertThat(poll.pause(START + MILLISECONDS.toNanos(400), false))
        .isLessThanOrEqualTo(MILLISECONDS.toNanos(20));
    assertThat(asked).hasValue(0);
  }

  @Test
  void fromThenOnThePlatformIsAskedOnceAndTheCommandOnceASecond() {
    assertThat(poll.pause(OLD, false)).isEqualTo(TOLD);
    assertThat(poll.pause(OLD + 1, false)).as("in the same moment as all").isEqualTo(TOLD - 1);
    assertThat(asked).hasValue(1);
    ExitPoll early = new ExitPoll(new Living(), -2 * OLD, () -> () -> {});
    assertThat(early.pause(-OLD - 1, false)).as("a clock may be negative").isEqualTo(1);
  }

  @Test
  void whoIsToldByUsIsNotAskedAtAll() {
    ExitPoll told = new ExitPoll(new Told(), START, this::hook);
    assertThat(told.pause(START, true)).isEqualTo(Watch.NEVER);
    assertThat(told.pause(OLD, true)).isEqualTo(Watch.NEVER);
    assertThat(asked).hasValue(0);
  }

  @Test
  void whoWasSentASignalIsPolledForASecond() {
    assertThat(poll.pause(OLD, false)).isEqualTo(TOLD);
    poll.signalled(OLD);
    assertThat(asked).hasValue(0);
    assertThat(poll.pause(OLD + 1, false)).isLessThanOrEqualTo(MILLISECONDS.toNanos(1));
    assertThat(poll.pause(OLD + MILLISECONDS.toNanos(999), false))
        .isLessThanOrEqualTo(MILLISECONDS.toNanos(5));
    assertThat(asked).hasValue(0);
    assertThat(poll.pause(OLD + SECONDS.toNanos(1), false)).isEqualTo(TOLD);
    assertThat(asked).hasValue(1);
    poll.signalled(OLD + SECONDS.toNanos(9));
    assertThat(poll.pause(OLD + SECONDS.toNanos(9), false))
        .isLessThanOrEqualTo(MILLISECONDS.toNanos(1));
    assertThat(asked).hasValue(0);
  }

  @Test
  void whoHasNoOutputAnyMoreIsPolledForAMoment() {
    assertThat(poll.pause(OLD, false)).isEqualTo(TOLD);
    assertThat(poll.pause(OLD + 1, true)).isLessThanOrEqualTo(MILLISECONDS.toNanos(1));
    assertThat(asked).hasValue(0);
    // One that closed its outputs and lives on costs next to nothing.
    assertThat(poll.pause(OLD + MILLISECONDS.toNanos(21), true))
        .isEqualTo(TOLD - MILLISECONDS.toNanos(21));
    assertThat(poll.pause(OLD + MILLISECONDS.toNanos(22), true))
        .isEqualTo(TOLD - MILLISECONDS.toNanos(22));
    assertThat(asked).hasValue(1);
  }

  @Test
  @Timeout(20)
  void thePlatformTellsUnlessThatIsTakenBack() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    AtomicInteger told = new AtomicInteger();
    try {
      var last = process.onExit(); // who asked first is told last
      Root root = new Root.Child(process);
      root.onExit(told::incrementAndGet).run();
      CountDownLatch gone = new CountDownLatch(1);
      Runnable kept =
          root.onExit(
              () -> {
                told.addAndGet(10);
                gone.countDown();
              });
      process.destroyForcibly();
      gone.await();
      last.join();
      kept.run(); // too late, and no harm
      assertThat(told).hasValue(10);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static final class Living implements Root {

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public int exitValue() {
      throw new IllegalThreadStateException();
    }

    @Override
    public void destroyForcibly() {}
  }
}
