package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever breaks while outcomes are written, nobody waits for good. */
@Timeout(20)
class OutcomeWriterTest {

  private final Cargo cargo = new Cargo(10, 1_000, 10);
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger raised = new AtomicInteger();
  private final AtomicInteger lowered = new AtomicInteger();

  private Curtain curtain(Runnable before) {
    return new Curtain() {
      @Override
      public void beforeLines() {
        before.run();
        raised.incrementAndGet();
      }

      @Override
      public void afterLines() {
        lowered.incrementAndGet();
      }
    };
  }

  private OutcomeWriter writeThree(OutputStream out, Runnable before) throws Exception {
    OutcomeWriter writer = new OutcomeWriter(out, cargo, curtain(before), told::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      assertThat(cargo.admit(1)).isTrue();
      cargo.ended(1, 1);
      writer.notStarted("id-" + i, "on purpose", Instant.EPOCH, 1);
    }
    cargo.awaitEmpty();
    writer.close();
    return writer;
  }

  @Test
  void anErrorInWritingLosesOutcomesAndIsToldOnceAndLowersTheCurtain() throws Exception {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("on purpose");
          }
        };
    OutcomeWriter writer = writeThree(broken, () -> {});
    assertThat(writer.failure()).hasMessageContaining("internal error").hasMessageContaining("on");
    assertThat(writer.lost()).isPositive();
    assertThat(told).hasValue(1);
    assertThat(raised.get()).isPositive().isEqualTo(lowered.get());
  }

  @Test
  void aCurtainThatThrowsFailsTheBatchAndEndsNothingElse() throws Exception {
    OutcomeWriter writer =
        writeThree(
            OutputStream.nullOutputStream(),
            () -> {
              throw new IllegalStateException("no screen");
            });
    assertThat(writer.failure()).hasMessageContaining("no screen");
    assertThat(writer.lost()).isEqualTo(3);
    assertThat(lowered).hasValue(0);
  }
}
