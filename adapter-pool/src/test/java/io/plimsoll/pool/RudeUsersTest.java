package io.plimsoll.pool;

import static io.plimsoll.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.CircuitBreaker;
import io.plimsoll.resource.Borrowed;
import io.plimsoll.resource.Pool;
import io.plimsoll.resource.PoolException;
import io.plimsoll.testkit.LimitsJudge;
import io.plimsoll.testkit.ScriptedConnections;
import io.plimsoll.testkit.ScriptedConnections.Line;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever code of users throws on a thread of ours, the thread goes on, for all pools. */
class RudeUsersTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** Lines whose factory does not say where they lead. */
  private static final class Nameless extends Plain {

    private final Throwable thrown;

    Nameless(ScriptedConnections there, Throwable thrown) {
      super(there);
      this.thrown = thrown;
    }

    @Override
    public String target() {
      throw RudeUsersTest.<RuntimeException>sneaky(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static Throwable thrown(String name) {
    return switch (name) {
      case "error" -> new IOError(new IOException("no name"));
      case "checked" -> new IOException("no name");
      default -> new OutOfMemoryError("no name");
    };
  }

  private Pool<Line> nameless(String name, Throwable thrown) {
    return bench.provider.open(
        name,
        new Nameless(bench.there, thrown),
        Bench.limits(1),
        new LimitsJudge(Bench.limits(1)),
        CircuitBreaker.never());
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "checked", "memory"})
  void aTargetThatThrowsEndsNoSweep(String name) throws Exception {
    Pool<Line> rude = nameless("rude", thrown(name));
    Pool<Line> other = bench.pool(1);
    try (Borrowed<Line> one = rude.borrow();
        Borrowed<Line> two = other.borrow()) {
      bench.time.advance(Duration.ofMinutes(3));
      await("its own is reported", () -> rude.stats().heldTooLong() == 1);
      await("so is the other's", () -> other.stats().heldTooLong() == 1);
      assertThat(one.get()).isNotSameAs(two.get());
    }
    bench.time.advance(Duration.ofMinutes(6));
    await("the sweeper goes on", () -> bench.there.alive() == 0);
  }

  @Test
  void aLostLoanIsFoundThoughItsTargetThrows() throws Exception {
    Pool<Line> rude = nameless("rude", thrown("error"));
    Line line = rude.borrow().get();
    await(
        "it is closed",
        () -> {
          System.gc();
          return line.closes() == 1;
        });
    assertThat(Bench.lendOne(rude)).isNotSameAs(line);
  }

  @Test
  void aRefusalIsToldThoughItsTargetThrows() throws Exception {
    Pool<Line> rude = nameless("rude", thrown("error"));
    try (Borrowed<Line> only = rude.borrow()) {
      assertThatThrownBy(() -> rude.borrow(Duration.ZERO))
          .isInstanceOf(PoolException.class)
          .hasMessageContaining("java.io.IOError");
      assertThat(only.get().isOpen()).isTrue();
    }
  }

  /** Who listens to what is told is a user, too. */
  @Test
  void aListenerThatThrowsEndsNoSweep() throws Exception {
    Handler rude =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IOError(new IOException("disk full"));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.plimsoll.pool");
    logger.addHandler(rude);
    logger.setUseParentHandlers(false);
    Pool<Line> pool = bench.pool(1);
    try (Borrowed<Line> held = pool.borrow()) {
      Pool<Line> other =
          bench.provider.open(
              "other",
              bench.there,
              Bench.limits(1),
              new LimitsJudge(Bench.limits(1)),
              CircuitBreaker.never());
      Line line = Bench.lendOne(other);
      bench.time.advance(Duration.ofMinutes(3));
      await("it is told", () -> pool.stats().heldTooLong() == 1);
      bench.time.advance(Duration.ofMinutes(3));
      await("the sweeper goes on", () -> line.closes() == 1);
      assertThat(held.get().isOpen()).isTrue();
    } finally {
      logger.removeHandler(rude);
      logger.setUseParentHandlers(true);
    }
  }
}
