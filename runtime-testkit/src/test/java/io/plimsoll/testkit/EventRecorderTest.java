package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.port.RuntimeEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventRecorderTest {

  @Test
  void keepsTheLastEventsOnly() {
    EventRecorder recorder = new EventRecorder(2);
    for (int i = 1; i <= 5; i++) {
      recorder.on(new RuntimeEvent(i, Instant.EPOCH, "l", "running", i % 2 == 0 ? "a" : "b", "w"));
    }
    assertThat(recorder.events()).extracting(RuntimeEvent::sequence).containsExactly(4L, 5L);
    assertThat(recorder.events("a")).hasSize(1);
    assertThat(recorder.seen()).isEqualTo(5);
    assertThat(recorder).hasToString("2/2 events of 5");
  }

  @Test
  void hasABound() {
    assertThatThrownBy(() -> new EventRecorder(0)).hasMessageContaining("must be at least 1");
  }
}
