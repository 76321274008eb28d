package io.plimsoll.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LazyLoggerTest {

  @Test
  void whereNoneIsToBeHadNothingIsSaidAndTheNextTimeItIsLookedForAgain() {
    System.Logger real = System.getLogger("io.plimsoll.test");
    Queue<Throwable> troubles =
        new ArrayDeque<>(
            List.of(
                new NoClassDefFoundError("java.security.Security"),
                new InternalError("Error loading java.security file"),
                new IllegalStateException("of a finder of loggers")));
    int[] asked = {0};
    LazyLogger logger =
        new LazyLogger(
            "io.plimsoll.test",
            name -> {
              asked[0]++;
              Throwable trouble = troubles.poll();
              if (trouble instanceof Error error) {
                throw error;
              }
              if (trouble instanceof RuntimeException exception) {
                throw exception;
              }
              return real;
            });
    assertThat(logger.isLoggable(Level.ERROR)).isFalse();
    logger.log(Level.DEBUG, "said to nobody");
    logger.log(Level.DEBUG, "said to nobody", new IllegalStateException("on purpose"));
    assertThat(asked).containsExactly(3);
    assertThat(logger.isLoggable(Level.ERROR)).isEqualTo(real.isLoggable(Level.ERROR));
    assertThat(logger.isLoggable(Level.ERROR)).isTrue();
    assertThat(asked).containsExactly(4);
    assertThat(logger.getName()).isEqualTo("io.plimsoll.test");
  }
}
