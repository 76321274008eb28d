package io.plimsoll.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.command.RefusedException;
import io.plimsoll.growth.Gauge;
import io.plimsoll.growth.GaugeReading;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private static final Gauge LISTENERS = Gauge.count("listeners", "bus");

  private final Gauges gauges = new Gauges();

  @Test
  void whatIsWatchedIsReadUntilItIsClosed() throws Exception {
    AutoCloseable watch = gauges.watch(LISTENERS, () -> 7);
    assertThat(gauges.read()).containsExactly(new GaugeReading(LISTENERS, 7));
    watch.close();
    assertThat(gauges.read()).isEmpty();
    AutoCloseable other = gauges.watch(LISTENERS, () -> 8);
    watch.close();
    assertThat(gauges.read()).as("closed twice").containsExactly(new GaugeReading(LISTENERS, 8));
    other.close();
  }

  @Test
  void oneThatFailsIsLeftOut() {
    gauges.watch(
        LISTENERS,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    gauges.watch(Gauge.count("others", ""), () -> 1);
    assertThat(gauges.read()).extracting(each -> each.gauge().name()).containsExactly("others");
  }

  @Test
  void oneThatIsWatchedAlreadyIsRefused() {
    gauges.watch(LISTENERS, () -> 1);
    assertThatThrownBy(() -> gauges.watch(LISTENERS, () -> 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gauge 'listeners of bus': is watched already; close the other or give this one another owner");
  }

  @Test
  void moreThanTheBoundAreRefused() {
    for (int i = 0; i < Gauges.MOST; i++) {
      gauges.watch(Gauge.count("g", "" + i), () -> 1);
    }
    assertThatThrownBy(() -> gauges.watch(LISTENERS, () -> 2))
        .isInstanceOf(RefusedException.class)
        .hasMessage("gauge 'listeners of bus': 32 are watched, allowed 32; close some");
  }
}
