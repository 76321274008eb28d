package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each connection is closed, though the closing of others takes long, or never ends. */
class ClosingsTest {

  private final Bench bench = new Bench();
  private final AtomicInteger hanging = new AtomicInteger();

  @AfterEach
  void close() {
    bench.close();
  }

  /** As many hang as there are threads that close, until they are interrupted. */
  private void theFirstHang() {
    bench.there.whenClosing(
        line -> {
          if (hanging.getAndIncrement() < Helpers.CLOSERS) {
            Bench.hang();
          }
        });
  }

  /** Lends eight, closes all, and waits until each is closed, once. */
  private void closesEach(boolean interrupted) throws InterruptedException {
    Bench.lend(bench.pool(8), 8);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    bench.provider.close();
    assertThat(Thread.interrupted()).as("interrupted").isEqualTo(interrupted);
    await("all are closed", () -> bench.there.alive() == 0);
    assertThat(bench.there.lines()).hasSize(8).allMatch(line -> line.closes() == 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theCloseOfAllBeginsEach(boolean interrupted) throws Exception {
    theFirstHang();
    closesEach(interrupted);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theCloseOfAllBeginsEachThoughEachHangs(boolean interrupted) throws Exception {
    bench.there.whenClosing(line -> Bench.hang());
    closesEach(interrupted);
  }

  @Test
  void thoseThatHangInOnePoolKeepNoOtherFromClosing() throws Exception {
    theFirstHang();
    Pool<Line> pool = bench.pool(Bench.limits(Helpers.CLOSERS).open(Duration.ofSeconds(1)));
    List<Borrowed<Line>> loans = new ArrayList<>();
    for (int i = 0; i < Helpers.CLOSERS; i++) {
      loans.add(pool.borrow());
      loans.get(i).get().breaks();
    }
    loans.forEach(Borrowed::close);
    await("all threads are taken", () -> hanging.get() == Helpers.CLOSERS);
    ScriptedConnections there = new ScriptedConnections();
    Pool<Line> other =
        bench.provider.open(
            "other",
            there,
            Bench.limits(1),
            new LimitsJudge(Bench.limits(1)),
            CircuitBreaker.never());
    Line line = Bench.lendOne(other);
    other.drain();
    await("it is closed", () -> line.closes() == 1);
    await("so are those that hung", () -> bench.there.alive() == 0);
    await("both are counted", () -> pool.stats().closeFailures() == Helpers.CLOSERS);
  }

  /** A thread that is not ours is not interrupted. */
  @Test
  void whoClosesOneItselfIsNotInterrupted() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Closing[] closing = new Closing[1];
    closing[0] =
        new Closing(
            () -> {
              assertThat(closing[0].isOverdue(-1)).isTrue();
              interrupted.set(Thread.interrupted());
            });
    closing[0].runHere();
    closing[0].run(); // once
    assertThat(interrupted).isFalse();
    assertThat(closing[0].isOverdue(Long.MAX_VALUE)).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }
}
