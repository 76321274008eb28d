package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.Births;
import io.plimsoll.port.Threads;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a pool where a thread cannot be had. */
class NoThreadTest {

  /** The stack of a thread for which there is no room: its start throws an OutOfMemoryError. */
  private static final long MORE_THAN_THERE_IS = 1L << 47;

  /** Why there is none. */
  enum Lack {
    NONE_MADE {
      @Override
      Thread make(String name, Runnable task) {
        throw new IllegalStateException("threads: 8 live, as many as may");
      }
    },
    NO_ROOM_FOR_ANOTHER {
      @Override
      Thread make(String name, Runnable task) {
        return new Thread(null, task, name, MORE_THAN_THERE_IS);
      }
    };

    abstract Thread make(String name, Runnable task);
  }

  private static Bench without(String begin, Lack lack) {
    Threads usual = Threads.uncounted();
    return new Bench(
        Births.unkept(128),
        (name, task) -> name.startsWith(begin) ? lack.make(name, task) : usual.daemon(name, task));
  }

  @ParameterizedTest
  @EnumSource
  void whatGoesIsClosedByWhoeverLetsItGo(Lack lack) throws Exception {
    try (Bench bench = without("plimsoll-pool-closer-", lack)) {
      Pool<Line> pool = bench.pool(1);
      Borrowed<Line> loan = pool.borrow();
      Line line = loan.get();
      loan.discard("it is broken");
      assertThatCode(loan::close).doesNotThrowAnyException();
      assertThat(line.closes()).isEqualTo(1);
      assertThat(Bench.lendOne(pool)).as("its place is free").isNotSameAs(line);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftAtTheEndIsClosedByWhoeverClosesAll(Lack lack) throws Exception {
    try (Bench bench = without("plimsoll-pool-closer-last", lack)) {
      AtomicInteger begun = new AtomicInteger();
      bench.there.whenClosing(
          line -> {
            if (Thread.currentThread().getName().startsWith("plimsoll-pool-closer-")) {
              begun.incrementAndGet();
              Bench.hang();
            }
          });
      Bench.lend(bench.pool(8), 8);
      Thread.currentThread().interrupt();
      bench.provider.close();
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
      await("all are closed", () -> bench.there.alive() == 0);
      assertThat(begun).hasValueLessThanOrEqualTo(Helpers.CLOSERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheSweeperNothingIsOpenedUntilItStarts(Lack lack) throws Exception {
    AtomicBoolean isThere = new AtomicBoolean();
    Threads usual = Threads.uncounted();
    try (Bench bench =
        new Bench(
            Births.unkept(128),
            (name, task) ->
                isThere.get() || !name.equals("plimsoll-pool-sweeper")
                    ? usual.daemon(name, task)
                    : lack.make(name, task))) {
      assertThatThrownBy(() -> bench.pool(1)).isNotInstanceOf(IllegalArgumentException.class);
      assertThat(bench.provider.stats()).isEmpty();
      isThere.set(true);
      Pool<Line> pool = bench.pool(1);
      Line line = Bench.lendOne(pool);
      line.breaks();
      bench.time.advance(Duration.ofHours(1));
      await("it is swept", () -> line.closes() == 1);
    }
  }
}
