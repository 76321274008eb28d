package io.plimsoll.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
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

  @Test
  void whatALoggerThrowsIsNoTroubleOfWhoHasSomethingToSay() {
    List<String> asked = new ArrayList<>();
    LazyLogger logger = new LazyLogger("io.plimsoll.test", name -> new Throwing(asked));
    assertThat(logger.isLoggable(Level.ERROR)).isFalse();
    logger.log(Level.ERROR, "with no arguments");
    logger.log(Level.ERROR, "with {0}", "one");
    logger.log(Level.ERROR, "with a cause", new IllegalStateException("on purpose"));
    assertThat(asked)
        .containsExactly("whether ERROR is", "with no arguments", "with {0}", "with a cause");
  }

  /** Has no room left on its disk, or a bug. */
  private record Throwing(List<String> asked) implements System.Logger {

    @Override
    public String getName() {
      return "io.plimsoll.test";
    }

    @Override
    public boolean isLoggable(Level level) {
      asked.add("whether " + level + " is");
      throw new IllegalStateException("cannot say");
    }

    @Override
    public void log(
        Level level, ResourceBundle bundle, String message, @Nullable Throwable thrown) {
      asked.add(message);
      throw new NoClassDefFoundError("of a handler");
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
      asked.add(format);
      throw new UncheckedIOException(new IOException("no space left on device"));
    }
  }
}
