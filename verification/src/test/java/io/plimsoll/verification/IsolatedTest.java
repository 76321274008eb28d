package io.plimsoll.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.verification.embed.Isolated;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runtime whose classes come from a loader of its own. */
@Timeout(120)
class IsolatedTest {

  @Test
  void afterCloseNothingHoldsItsLoader(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(Isolated.isGone(Isolated.once(folder))).isTrue();
  }
}
