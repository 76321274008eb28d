package io.plimsoll.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

  private static final String WORDS = "3 failed, 1 timed-out, 2 live, 12.5m";

  private static String narrow(int width) {
    return TerminalProgress.narrow(61, 200, WORDS, Optional.of(Duration.ofSeconds(4)), width);
  }

  @Test
  void whatDoesNotFitIsLeftOutWhole() {
    assertThat(narrow(79)).isEqualTo("batch 61/200, " + WORDS + ", 4s left");
    assertThat(narrow(39)).isEqualTo("batch 61/200, 3 failed, 1 timed-out");
    assertThat(narrow(19)).isEqualTo("batch 61/200");
  }

  @Test
  void aTotalThatIsNotKnownIsNotShown() {
    assertThat(TerminalProgress.narrow(61, -1, "2 live, 0", Optional.empty(), 39))
        .isEqualTo("batch 61, 2 live, 0");
  }
}
