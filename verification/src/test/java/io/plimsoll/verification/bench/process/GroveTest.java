package io.plimsoll.verification.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroveTest {

  @TempDir Path folder;

  @Test
  void whoEndsTheFirstProcessAloneDidOtherWork() {
    assertThatThrownBy(() -> grove(3, false, 3_000).fell(new FirstAlone(), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of 3 processes 2 live on");
  }

  @Test
  void aSingleProcessIsGoneWhenItIsEnded() throws Exception {
    double late = grove(1, true, 400).fell(new FirstAlone(), 2);
    assertThat(late).isBetween(0.0, 1_500.0);
  }

  @Test
  void whoEndsATreeBeforeItsTimeDidOtherWork() {
    assertThatThrownBy(() -> grove(500, false, 400).fell(new AtOnce(), 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other work: ended before");
  }

  private Grove grove(int size, boolean heeds, long millis) {
    return new Grove(folder, size, heeds, Duration.ofMillis(millis), Duration.ofMillis(100));
  }

  /** Ends the process that it started, and nobody else. */
  private static class FirstAlone implements Runner {

    @Override
    public Ended run(Order order) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(order.words()).redirectInput(new File("/dev/null")).start();
      process.waitFor(life(order), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      return new Ended(process.waitFor(), 0, process);
    }

    long life(Order order) {
      return order.timeout().plus(order.grace()).toMillis();
    }

    @Override
    public Live start(Order order) {
      throw new UnsupportedOperationException();
    }
  }

  /** Has it ended as soon as it has begun, all of it. */
  private static final class AtOnce extends FirstAlone {

    @Override
    public Ended run(Order order) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", "exec 9>\"$0\"; echo $$ >&9", order.words().get(4))
              .redirectInput(new File("/dev/null"))
              .start();
      return new Ended(process.waitFor(), 0, process);
    }
  }
}
