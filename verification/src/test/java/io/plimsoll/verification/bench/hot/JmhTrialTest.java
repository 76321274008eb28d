package io.plimsoll.verification.bench.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.verification.bench.Sample;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhTrialTest {

  private static final JmhTrial.Length SHORT = new JmhTrial.Length(1, 1, 50);

  @Test
  void tellsWhatAThreadSeesAndWhatItUsed() throws Exception {
    Sample sample = new JmhTrial(GateBench.class, "volatileRead", 2, Map.of(), SHORT).run();
    assertThat(sample.value()).isBetween(0.01, 1_000.0);
    assertThat(sample.beside().keySet())
        .containsExactly(JmhTrial.CPU, JmhTrial.HEAP, JmhTrial.SHARE);
    assertThat(sample.beside().get(JmhTrial.SHARE)).isBetween(0.0, 1.0);
  }

  @Test
  void oneThatFailsIsAFailureInItsOwnWords() {
    JmhTrial trial = new JmhTrial(PoolBench.class, "hikari", 1, Map.of("most", "0"), SHORT);
    assertThatThrownBy(trial::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("maxPoolSize");
  }
}
